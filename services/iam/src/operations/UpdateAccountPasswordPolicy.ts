import { notImplemented } from "@skylab/service";

export const UpdateAccountPasswordPolicy: typeof notImplemented = notImplemented;
