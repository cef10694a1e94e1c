export { notImplemented as CreateBucket } from "@skylab/service";
