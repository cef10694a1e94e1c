export { notImplemented as RenameObject } from "@skylab/service";
