import { notImplemented } from "@skylab/service";

export const DeleteAccountAlias: typeof notImplemented = notImplemented;
