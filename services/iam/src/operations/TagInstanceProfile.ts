import { notImplemented } from "@skylab/service";

export const TagInstanceProfile: typeof notImplemented = notImplemented;
