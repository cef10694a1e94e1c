export { notImplemented as PutBucketLifecycleConfiguration } from "@skylab/service";
