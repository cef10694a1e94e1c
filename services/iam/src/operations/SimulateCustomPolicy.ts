import { notImplemented } from "@skylab/service";

export const SimulateCustomPolicy: typeof notImplemented = notImplemented;
