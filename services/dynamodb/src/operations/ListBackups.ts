import { notImplemented } from "@skylab/service";

export const ListBackups: typeof notImplemented = notImplemented;
