import { notImplemented } from "@skylab/service";

export const ListGroupsForUser: typeof notImplemented = notImplemented;
