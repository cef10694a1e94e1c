export { notImplemented as GetObjectAcl } from "@skylab/service";
