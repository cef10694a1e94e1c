import { notImplemented } from "@skylab/service";

export const ListInstanceProfiles: typeof notImplemented = notImplemented;
