export { notImplemented as UploadPart } from "@skylab/service";
