export { notImplemented as ListObjects } from "@skylab/service";
