import { notImplemented } from "@skylab/service";

export const DescribeEndpoints: typeof notImplemented = notImplemented;
