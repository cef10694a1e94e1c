import { notImplemented } from "@skylab/service";

export const PutUserPermissionsBoundary: typeof notImplemented = notImplemented;
