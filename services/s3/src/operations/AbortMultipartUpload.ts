export { notImplemented as AbortMultipartUpload } from "@skylab/service";
