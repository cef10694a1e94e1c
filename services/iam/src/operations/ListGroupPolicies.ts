import { notImplemented } from "@skylab/service";

export const ListGroupPolicies: typeof notImplemented = notImplemented;
