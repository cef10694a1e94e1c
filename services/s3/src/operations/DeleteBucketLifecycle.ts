export { notImplemented as DeleteBucketLifecycle } from "@skylab/service";
