import { notImplemented } from "@skylab/service";

export const UntagUser: typeof notImplemented = notImplemented;
