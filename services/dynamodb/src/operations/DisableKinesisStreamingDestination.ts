import { notImplemented } from "@skylab/service";

export const DisableKinesisStreamingDestination: typeof notImplemented = notImplemented;
