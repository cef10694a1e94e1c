export { notImplemented as DeleteBucketCors } from "@skylab/service";
