import { notImplemented } from "@skylab/service";

export const AttachUserPolicy: typeof notImplemented = notImplemented;
