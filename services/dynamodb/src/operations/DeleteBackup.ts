import { notImplemented } from "@skylab/service";

export const DeleteBackup: typeof notImplemented = notImplemented;
