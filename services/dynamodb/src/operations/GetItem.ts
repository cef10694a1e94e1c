import { notImplemented } from "@skylab/service";

export const GetItem: typeof notImplemented = notImplemented;
