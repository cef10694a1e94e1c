export { notImplemented as GetBucketAnalyticsConfiguration } from "@skylab/service";
