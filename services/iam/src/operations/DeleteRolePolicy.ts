import { notImplemented } from "@skylab/service";

export const DeleteRolePolicy: typeof notImplemented = notImplemented;
