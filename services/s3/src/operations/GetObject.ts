export { notImplemented as GetObject } from "@skylab/service";
