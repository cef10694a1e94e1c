export { notImplemented as PutBucketTagging } from "@skylab/service";
