export { notImplemented as PutObjectTagging } from "@skylab/service";
