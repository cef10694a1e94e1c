export { notImplemented as PutBucketRequestPayment } from "@skylab/service";
