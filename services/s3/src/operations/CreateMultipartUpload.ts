export { notImplemented as CreateMultipartUpload } from "@skylab/service";
