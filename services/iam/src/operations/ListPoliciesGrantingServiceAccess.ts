import { notImplemented } from "@skylab/service";

export const ListPoliciesGrantingServiceAccess: typeof notImplemented = notImplemented;
