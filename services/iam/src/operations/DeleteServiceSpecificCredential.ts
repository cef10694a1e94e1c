import { notImplemented } from "@skylab/service";

export const DeleteServiceSpecificCredential: typeof notImplemented = notImplemented;
