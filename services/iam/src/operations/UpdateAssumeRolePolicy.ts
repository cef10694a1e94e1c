import { notImplemented } from "@skylab/service";

export const UpdateAssumeRolePolicy: typeof notImplemented = notImplemented;
