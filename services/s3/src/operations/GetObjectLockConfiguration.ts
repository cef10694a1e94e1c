export { notImplemented as GetObjectLockConfiguration } from "@skylab/service";
