import { notImplemented } from "@skylab/service";

export const DeleteAccountPasswordPolicy: typeof notImplemented = notImplemented;
