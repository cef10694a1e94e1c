export { notImplemented as ListObjectsV2 } from "@skylab/service";
