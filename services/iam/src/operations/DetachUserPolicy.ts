import { notImplemented } from "@skylab/service";

export const DetachUserPolicy: typeof notImplemented = notImplemented;
