import { notImplemented } from "@skylab/service";

export const AssumeRoleWithSAML: typeof notImplemented = notImplemented;
