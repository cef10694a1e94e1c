import { notImplemented } from "@skylab/service";

export const DeactivateMFADevice: typeof notImplemented = notImplemented;
