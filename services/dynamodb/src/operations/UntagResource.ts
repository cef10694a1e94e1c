import { notImplemented } from "@skylab/service";

export const UntagResource: typeof notImplemented = notImplemented;
