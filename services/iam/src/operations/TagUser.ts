import { notImplemented } from "@skylab/service";

export const TagUser: typeof notImplemented = notImplemented;
