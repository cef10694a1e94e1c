import { notImplemented } from "@skylab/service";

export const ListUsers: typeof notImplemented = notImplemented;
