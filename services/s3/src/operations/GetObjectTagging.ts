export { notImplemented as GetObjectTagging } from "@skylab/service";
