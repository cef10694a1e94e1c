export { notImplemented as ListParts } from "@skylab/service";
