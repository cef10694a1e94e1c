import { notImplemented } from "@skylab/service";

export const PutItem: typeof notImplemented = notImplemented;
