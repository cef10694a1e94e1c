import { notImplemented } from "@skylab/service";

export const GetMFADevice: typeof notImplemented = notImplemented;
