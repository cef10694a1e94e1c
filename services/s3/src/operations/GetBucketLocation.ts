export { notImplemented as GetBucketLocation } from "@skylab/service";
