export { notImplemented as PutBucketEncryption } from "@skylab/service";
