import { notImplemented } from "@skylab/service";

export const RemoveRoleFromInstanceProfile: typeof notImplemented = notImplemented;
