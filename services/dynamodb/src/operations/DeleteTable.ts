import { notImplemented } from "@skylab/service";

export const DeleteTable: typeof notImplemented = notImplemented;
