import { notImplemented } from "@skylab/service";

export const ListAttachedRolePolicies: typeof notImplemented = notImplemented;
