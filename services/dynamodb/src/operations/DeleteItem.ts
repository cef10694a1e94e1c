import { notImplemented } from "@skylab/service";

export const DeleteItem: typeof notImplemented = notImplemented;
