import { notImplemented } from "@skylab/service";

export const DescribeLimits: typeof notImplemented = notImplemented;
