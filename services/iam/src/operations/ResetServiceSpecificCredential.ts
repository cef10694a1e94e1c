import { notImplemented } from "@skylab/service";

export const ResetServiceSpecificCredential: typeof notImplemented = notImplemented;
