import { notImplemented } from "@skylab/service";

export const PutRolePermissionsBoundary: typeof notImplemented = notImplemented;
