import { notImplemented } from "@skylab/service";

export const ListInstanceProfilesForRole: typeof notImplemented = notImplemented;
