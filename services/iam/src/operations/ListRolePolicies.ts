import { notImplemented } from "@skylab/service";

export const ListRolePolicies: typeof notImplemented = notImplemented;
