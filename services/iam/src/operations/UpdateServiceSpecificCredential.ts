import { notImplemented } from "@skylab/service";

export const UpdateServiceSpecificCredential: typeof notImplemented = notImplemented;
