export { notImplemented as GetBucketAcl } from "@skylab/service";
