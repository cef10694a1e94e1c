import { notImplemented } from "@skylab/service";

export const TagPolicy: typeof notImplemented = notImplemented;
