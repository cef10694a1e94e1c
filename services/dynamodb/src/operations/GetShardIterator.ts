import { notImplemented } from "@skylab/service";

export const GetShardIterator: typeof notImplemented = notImplemented;
