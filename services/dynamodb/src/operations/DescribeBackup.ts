import { notImplemented } from "@skylab/service";

export const DescribeBackup: typeof notImplemented = notImplemented;
