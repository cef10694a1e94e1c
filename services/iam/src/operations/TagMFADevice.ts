import { notImplemented } from "@skylab/service";

export const TagMFADevice: typeof notImplemented = notImplemented;
