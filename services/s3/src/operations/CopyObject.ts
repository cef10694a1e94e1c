export { notImplemented as CopyObject } from "@skylab/service";
