import { notImplemented } from "@skylab/service";

export const ExecuteStatement: typeof notImplemented = notImplemented;
