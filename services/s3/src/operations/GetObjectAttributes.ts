export { notImplemented as GetObjectAttributes } from "@skylab/service";
