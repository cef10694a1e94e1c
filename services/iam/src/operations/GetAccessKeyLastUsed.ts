import { notImplemented } from "@skylab/service";

export const GetAccessKeyLastUsed: typeof notImplemented = notImplemented;
