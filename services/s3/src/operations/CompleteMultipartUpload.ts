export { notImplemented as CompleteMultipartUpload } from "@skylab/service";
