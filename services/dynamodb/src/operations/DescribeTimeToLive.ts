import { notImplemented } from "@skylab/service";

export const DescribeTimeToLive: typeof notImplemented = notImplemented;
