export { notImplemented as PutBucketAnalyticsConfiguration } from "@skylab/service";
