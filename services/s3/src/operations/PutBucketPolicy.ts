export { notImplemented as PutBucketPolicy } from "@skylab/service";
