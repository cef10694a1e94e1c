import { notImplemented } from "@skylab/service";

export const ListPolicies: typeof notImplemented = notImplemented;
