export { notImplemented as ListBucketAnalyticsConfigurations } from "@skylab/service";
