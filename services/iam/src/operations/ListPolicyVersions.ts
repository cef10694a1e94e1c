import { notImplemented } from "@skylab/service";

export const ListPolicyVersions: typeof notImplemented = notImplemented;
