import { notImplemented } from "@skylab/service";

export const DeleteRolePermissionsBoundary: typeof notImplemented = notImplemented;
