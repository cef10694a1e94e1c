import { notImplemented } from "@skylab/service";

export const GetRecords: typeof notImplemented = notImplemented;
