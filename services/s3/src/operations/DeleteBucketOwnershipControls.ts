export { notImplemented as DeleteBucketOwnershipControls } from "@skylab/service";
