export { notImplemented as DeleteBucketReplication } from "@skylab/service";
