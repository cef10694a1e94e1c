import { notImplemented } from "@skylab/service";

export const BatchGetItem: typeof notImplemented = notImplemented;
