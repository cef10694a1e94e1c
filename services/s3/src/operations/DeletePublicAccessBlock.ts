export { notImplemented as DeletePublicAccessBlock } from "@skylab/service";
