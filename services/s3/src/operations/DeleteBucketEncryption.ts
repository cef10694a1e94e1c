export { notImplemented as DeleteBucketEncryption } from "@skylab/service";
