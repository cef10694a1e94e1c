export { notImplemented as DeleteBucketWebsite } from "@skylab/service";
