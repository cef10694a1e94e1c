import { notImplemented } from "@skylab/service";

export const CreateSAMLProvider: typeof notImplemented = notImplemented;
