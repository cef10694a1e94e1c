export { notImplemented as DeleteBucketInventoryConfiguration } from "@skylab/service";
