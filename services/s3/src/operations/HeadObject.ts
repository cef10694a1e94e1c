export { notImplemented as HeadObject } from "@skylab/service";
