import { notImplemented } from "@skylab/service";

export const ListGroups: typeof notImplemented = notImplemented;
