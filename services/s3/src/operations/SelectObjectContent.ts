export { notImplemented as SelectObjectContent } from "@skylab/service";
