export { notImplemented as ListBucketInventoryConfigurations } from "@skylab/service";
