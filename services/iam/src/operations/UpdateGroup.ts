import { notImplemented } from "@skylab/service";

export const UpdateGroup: typeof notImplemented = notImplemented;
