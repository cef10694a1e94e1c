export { notImplemented as UploadPartCopy } from "@skylab/service";
