export { notImplemented as PutBucketAbac } from "@skylab/service";
