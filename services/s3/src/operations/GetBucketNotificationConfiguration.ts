export { notImplemented as GetBucketNotificationConfiguration } from "@skylab/service";
