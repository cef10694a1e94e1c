export { notImplemented as PutBucketAccelerateConfiguration } from "@skylab/service";
