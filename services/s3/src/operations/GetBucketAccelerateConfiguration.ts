export { notImplemented as GetBucketAccelerateConfiguration } from "@skylab/service";
