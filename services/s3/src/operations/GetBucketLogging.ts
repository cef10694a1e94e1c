export { notImplemented as GetBucketLogging } from "@skylab/service";
