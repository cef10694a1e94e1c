import { notImplemented } from "@skylab/service";

export const ListEntitiesForPolicy: typeof notImplemented = notImplemented;
