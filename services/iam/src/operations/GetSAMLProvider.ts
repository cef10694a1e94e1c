import { notImplemented } from "@skylab/service";

export const GetSAMLProvider: typeof notImplemented = notImplemented;
