export { notImplemented as ListBucketMetricsConfigurations } from "@skylab/service";
