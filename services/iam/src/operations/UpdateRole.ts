import { notImplemented } from "@skylab/service";

export const UpdateRole: typeof notImplemented = notImplemented;
