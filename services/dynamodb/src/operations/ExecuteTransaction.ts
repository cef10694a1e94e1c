import { notImplemented } from "@skylab/service";

export const ExecuteTransaction: typeof notImplemented = notImplemented;
