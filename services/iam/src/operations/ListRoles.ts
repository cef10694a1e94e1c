import { notImplemented } from "@skylab/service";

export const ListRoles: typeof notImplemented = notImplemented;
