import { notImplemented } from "@skylab/service";

export const DetachGroupPolicy: typeof notImplemented = notImplemented;
