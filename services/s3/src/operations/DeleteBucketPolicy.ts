export { notImplemented as DeleteBucketPolicy } from "@skylab/service";
