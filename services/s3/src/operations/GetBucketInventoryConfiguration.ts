export { notImplemented as GetBucketInventoryConfiguration } from "@skylab/service";
