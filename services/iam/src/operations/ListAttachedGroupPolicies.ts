import { notImplemented } from "@skylab/service";

export const ListAttachedGroupPolicies: typeof notImplemented = notImplemented;
