export { notImplemented as GetBucketTagging } from "@skylab/service";
