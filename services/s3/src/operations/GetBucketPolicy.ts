export { notImplemented as GetBucketPolicy } from "@skylab/service";
