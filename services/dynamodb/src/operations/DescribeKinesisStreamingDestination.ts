import { notImplemented } from "@skylab/service";

export const DescribeKinesisStreamingDestination: typeof notImplemented = notImplemented;
