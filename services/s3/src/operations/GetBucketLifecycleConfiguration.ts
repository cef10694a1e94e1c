export { notImplemented as GetBucketLifecycleConfiguration } from "@skylab/service";
