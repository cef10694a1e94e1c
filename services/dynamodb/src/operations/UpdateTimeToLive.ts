import { notImplemented } from "@skylab/service";

export const UpdateTimeToLive: typeof notImplemented = notImplemented;
