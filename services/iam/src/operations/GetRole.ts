import { notImplemented } from "@skylab/service";

export const GetRole: typeof notImplemented = notImplemented;
