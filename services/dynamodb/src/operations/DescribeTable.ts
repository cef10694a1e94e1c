import { notImplemented } from "@skylab/service";

export const DescribeTable: typeof notImplemented = notImplemented;
