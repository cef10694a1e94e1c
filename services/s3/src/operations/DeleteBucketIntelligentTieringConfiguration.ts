export { notImplemented as DeleteBucketIntelligentTieringConfiguration } from "@skylab/service";
