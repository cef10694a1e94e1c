export { notImplemented as PutBucketCors } from "@skylab/service";
