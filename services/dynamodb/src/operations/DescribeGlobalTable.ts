import { notImplemented } from "@skylab/service";

export const DescribeGlobalTable: typeof notImplemented = notImplemented;
