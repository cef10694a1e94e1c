export { notImplemented as PutObjectLockConfiguration } from "@skylab/service";
