export { notImplemented as HeadBucket } from "@skylab/service";
