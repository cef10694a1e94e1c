export { notImplemented as DeleteBucketMetricsConfiguration } from "@skylab/service";
