export { notImplemented as GetBucketOwnershipControls } from "@skylab/service";
