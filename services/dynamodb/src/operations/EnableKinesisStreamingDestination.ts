import { notImplemented } from "@skylab/service";

export const EnableKinesisStreamingDestination: typeof notImplemented = notImplemented;
