import { notImplemented } from "@skylab/service";

export const UpdateRoleDescription: typeof notImplemented = notImplemented;
