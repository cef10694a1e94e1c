import { notImplemented } from "@skylab/service";

export const ListInstanceProfileTags: typeof notImplemented = notImplemented;
