import { notImplemented } from "@skylab/service";

export const DeleteUserPermissionsBoundary: typeof notImplemented = notImplemented;
