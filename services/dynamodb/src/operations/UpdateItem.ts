import { notImplemented } from "@skylab/service";

export const UpdateItem: typeof notImplemented = notImplemented;
