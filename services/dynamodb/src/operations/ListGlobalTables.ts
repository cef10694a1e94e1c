import { notImplemented } from "@skylab/service";

export const ListGlobalTables: typeof notImplemented = notImplemented;
