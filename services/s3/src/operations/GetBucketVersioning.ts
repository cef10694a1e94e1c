export { notImplemented as GetBucketVersioning } from "@skylab/service";
