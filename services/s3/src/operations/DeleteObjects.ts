export { notImplemented as DeleteObjects } from "@skylab/service";
