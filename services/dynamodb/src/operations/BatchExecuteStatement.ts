import { notImplemented } from "@skylab/service";

export const BatchExecuteStatement: typeof notImplemented = notImplemented;
