export { notImplemented as DeleteBucketTagging } from "@skylab/service";
