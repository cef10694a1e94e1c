export { notImplemented as UpdateObjectEncryption } from "@skylab/service";
