import { notImplemented } from "@skylab/service";

export const UntagInstanceProfile: typeof notImplemented = notImplemented;
