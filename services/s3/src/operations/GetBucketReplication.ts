export { notImplemented as GetBucketReplication } from "@skylab/service";
