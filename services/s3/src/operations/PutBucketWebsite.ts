export { notImplemented as PutBucketWebsite } from "@skylab/service";
