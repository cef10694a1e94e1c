export { notImplemented as GetBucketRequestPayment } from "@skylab/service";
