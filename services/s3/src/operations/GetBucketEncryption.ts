export { notImplemented as GetBucketEncryption } from "@skylab/service";
