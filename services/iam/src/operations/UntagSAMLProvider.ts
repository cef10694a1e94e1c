import { notImplemented } from "@skylab/service";

export const UntagSAMLProvider: typeof notImplemented = notImplemented;
