export { notImplemented as PutObject } from "@skylab/service";
