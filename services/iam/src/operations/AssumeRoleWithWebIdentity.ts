import { notImplemented } from "@skylab/service";

export const AssumeRoleWithWebIdentity: typeof notImplemented = notImplemented;
