import { notImplemented } from "@skylab/service";

export const ListAccountAliases: typeof notImplemented = notImplemented;
