export { notImplemented as GetBucketMetricsConfiguration } from "@skylab/service";
