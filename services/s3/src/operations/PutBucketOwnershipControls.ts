export { notImplemented as PutBucketOwnershipControls } from "@skylab/service";
