import { notImplemented } from "@skylab/service";

export const ListTables: typeof notImplemented = notImplemented;
