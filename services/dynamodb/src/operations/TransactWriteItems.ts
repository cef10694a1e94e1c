import { notImplemented } from "@skylab/service";

export const TransactWriteItems: typeof notImplemented = notImplemented;
