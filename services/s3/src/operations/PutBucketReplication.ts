export { notImplemented as PutBucketReplication } from "@skylab/service";
