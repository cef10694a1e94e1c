import { notImplemented } from "@skylab/service";

export const RestoreTableFromBackup: typeof notImplemented = notImplemented;
