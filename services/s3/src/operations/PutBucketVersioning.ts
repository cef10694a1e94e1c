export { notImplemented as PutBucketVersioning } from "@skylab/service";
