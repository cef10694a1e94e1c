export { notImplemented as PutPublicAccessBlock } from "@skylab/service";
