import { notImplemented } from "@skylab/service";

export const DescribeStream: typeof notImplemented = notImplemented;
