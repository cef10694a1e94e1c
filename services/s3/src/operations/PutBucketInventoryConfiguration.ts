export { notImplemented as PutBucketInventoryConfiguration } from "@skylab/service";
