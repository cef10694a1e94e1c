import { notImplemented } from "@skylab/service";

export const AttachGroupPolicy: typeof notImplemented = notImplemented;
