import { notImplemented } from "@skylab/service";

export const ResyncMFADevice: typeof notImplemented = notImplemented;
