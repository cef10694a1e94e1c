export { notImplemented as DeleteObject } from "@skylab/service";
