export { notImplemented as GetBucketAbac } from "@skylab/service";
