import { notImplemented } from "@skylab/service";

export const TagSAMLProvider: typeof notImplemented = notImplemented;
