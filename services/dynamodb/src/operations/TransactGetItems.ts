import { notImplemented } from "@skylab/service";

export const TransactGetItems: typeof notImplemented = notImplemented;
