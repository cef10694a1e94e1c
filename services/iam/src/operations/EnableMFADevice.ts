import { notImplemented } from "@skylab/service";

export const EnableMFADevice: typeof notImplemented = notImplemented;
