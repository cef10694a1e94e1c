import { notImplemented } from "@skylab/service";

export const UpdateKinesisStreamingDestination: typeof notImplemented = notImplemented;
