import { notImplemented } from "@skylab/service";

export const GetServiceLinkedRoleDeletionStatus: typeof notImplemented = notImplemented;
