export { notImplemented as PutBucketLogging } from "@skylab/service";
