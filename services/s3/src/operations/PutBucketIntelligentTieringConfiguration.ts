export { notImplemented as PutBucketIntelligentTieringConfiguration } from "@skylab/service";
