export { notImplemented as GetBucketCors } from "@skylab/service";
