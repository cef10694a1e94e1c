import { notImplemented } from "@skylab/service";

export const Query: typeof notImplemented = notImplemented;
