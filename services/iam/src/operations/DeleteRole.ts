import { notImplemented } from "@skylab/service";

export const DeleteRole: typeof notImplemented = notImplemented;
