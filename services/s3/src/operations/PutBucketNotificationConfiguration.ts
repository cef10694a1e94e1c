export { notImplemented as PutBucketNotificationConfiguration } from "@skylab/service";
