import { notImplemented } from "@skylab/service";

export const ListAttachedUserPolicies: typeof notImplemented = notImplemented;
