export { notImplemented as GetPublicAccessBlock } from "@skylab/service";
