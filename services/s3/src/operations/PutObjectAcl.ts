export { notImplemented as PutObjectAcl } from "@skylab/service";
