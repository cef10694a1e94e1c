import { notImplemented } from "@skylab/service";

export const UntagPolicy: typeof notImplemented = notImplemented;
