export { notImplemented as GetBucketWebsite } from "@skylab/service";
