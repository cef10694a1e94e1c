export { notImplemented as ListBucketIntelligentTieringConfigurations } from "@skylab/service";
