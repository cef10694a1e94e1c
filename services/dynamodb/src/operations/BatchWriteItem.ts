import { notImplemented } from "@skylab/service";

export const BatchWriteItem: typeof notImplemented = notImplemented;
