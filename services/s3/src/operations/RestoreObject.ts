export { notImplemented as RestoreObject } from "@skylab/service";
