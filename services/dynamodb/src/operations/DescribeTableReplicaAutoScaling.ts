import { notImplemented } from "@skylab/service";

export const DescribeTableReplicaAutoScaling: typeof notImplemented = notImplemented;
