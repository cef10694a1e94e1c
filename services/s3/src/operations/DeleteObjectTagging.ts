export { notImplemented as DeleteObjectTagging } from "@skylab/service";
