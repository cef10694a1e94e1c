import { notImplemented } from "@skylab/service";

export const RemoveUserFromGroup: typeof notImplemented = notImplemented;
