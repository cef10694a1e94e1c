export { notImplemented as CreateSession } from "@skylab/service";
