export { notImplemented as DeleteBucketAnalyticsConfiguration } from "@skylab/service";
