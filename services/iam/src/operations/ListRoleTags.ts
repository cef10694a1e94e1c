import { notImplemented } from "@skylab/service";

export const ListRoleTags: typeof notImplemented = notImplemented;
