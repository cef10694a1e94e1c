import { notImplemented } from "@skylab/service";

export const TagRole: typeof notImplemented = notImplemented;
