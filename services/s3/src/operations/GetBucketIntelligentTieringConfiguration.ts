export { notImplemented as GetBucketIntelligentTieringConfiguration } from "@skylab/service";
