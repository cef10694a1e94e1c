import { notImplemented } from "@skylab/service";

export const UntagRole: typeof notImplemented = notImplemented;
