import { notImplemented } from "@skylab/service";

export const UntagMFADevice: typeof notImplemented = notImplemented;
