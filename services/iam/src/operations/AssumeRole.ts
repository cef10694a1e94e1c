import { notImplemented } from "@skylab/service";

export const AssumeRole: typeof notImplemented = notImplemented;
