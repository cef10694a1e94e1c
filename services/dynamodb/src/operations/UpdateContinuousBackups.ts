import { notImplemented } from "@skylab/service";

export const UpdateContinuousBackups: typeof notImplemented = notImplemented;
