import { notImplemented } from "@skylab/service";

export const CreateBackup: typeof notImplemented = notImplemented;
