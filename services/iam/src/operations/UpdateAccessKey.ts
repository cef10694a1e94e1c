import { notImplemented } from "@skylab/service";

export const UpdateAccessKey: typeof notImplemented = notImplemented;
