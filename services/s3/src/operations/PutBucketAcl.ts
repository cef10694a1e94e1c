export { notImplemented as PutBucketAcl } from "@skylab/service";
