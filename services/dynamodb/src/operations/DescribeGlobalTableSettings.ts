import { notImplemented } from "@skylab/service";

export const DescribeGlobalTableSettings: typeof notImplemented = notImplemented;
