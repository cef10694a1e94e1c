import { notImplemented } from "@skylab/service";

export const ListPolicyTags: typeof notImplemented = notImplemented;
