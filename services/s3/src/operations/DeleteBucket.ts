export { notImplemented as DeleteBucket } from "@skylab/service";
