import { notImplemented } from "@skylab/service";

export const DescribeExport: typeof notImplemented = notImplemented;
