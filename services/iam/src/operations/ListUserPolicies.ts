import { notImplemented } from "@skylab/service";

export const ListUserPolicies: typeof notImplemented = notImplemented;
