export { notImplemented as PutBucketMetricsConfiguration } from "@skylab/service";
