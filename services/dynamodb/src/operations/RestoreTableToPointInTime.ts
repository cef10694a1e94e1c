import { notImplemented } from "@skylab/service";

export const RestoreTableToPointInTime: typeof notImplemented = notImplemented;
