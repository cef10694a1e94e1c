import { notImplemented } from "@skylab/service";

export const TagResource: typeof notImplemented = notImplemented;
