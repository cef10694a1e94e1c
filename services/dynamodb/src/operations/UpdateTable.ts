import { notImplemented } from "@skylab/service";

export const UpdateTable: typeof notImplemented = notImplemented;
