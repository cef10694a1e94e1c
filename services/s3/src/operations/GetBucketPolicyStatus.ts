export { notImplemented as GetBucketPolicyStatus } from "@skylab/service";
