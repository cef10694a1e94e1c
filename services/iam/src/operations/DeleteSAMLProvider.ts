import { notImplemented } from "@skylab/service";

export const DeleteSAMLProvider: typeof notImplemented = notImplemented;
