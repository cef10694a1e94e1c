import { notImplemented } from "@skylab/service";

export const GetGroup: typeof notImplemented = notImplemented;
