import { notImplemented } from "@skylab/service";

export const UpdateSAMLProvider: typeof notImplemented = notImplemented;
