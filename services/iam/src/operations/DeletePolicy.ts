import { notImplemented } from "@skylab/service";

export const DeletePolicy: typeof notImplemented = notImplemented;
