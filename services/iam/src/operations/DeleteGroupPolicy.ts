import { notImplemented } from "@skylab/service";

export const DeleteGroupPolicy: typeof notImplemented = notImplemented;
