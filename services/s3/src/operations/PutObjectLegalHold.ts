export { notImplemented as PutObjectLegalHold } from "@skylab/service";
