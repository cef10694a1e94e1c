import { notImplemented } from "@skylab/service";

export const DeleteGroup: typeof notImplemented = notImplemented;
