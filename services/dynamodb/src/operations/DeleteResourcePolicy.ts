import { notImplemented } from "@skylab/service";

export const DeleteResourcePolicy: typeof notImplemented = notImplemented;
