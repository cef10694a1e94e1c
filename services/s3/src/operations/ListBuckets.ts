export { notImplemented as ListBuckets } from "@skylab/service";
