import { notImplemented } from "@skylab/service";

export const DescribeImport: typeof notImplemented = notImplemented;
