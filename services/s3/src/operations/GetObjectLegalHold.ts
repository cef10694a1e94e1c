export { notImplemented as GetObjectLegalHold } from "@skylab/service";
