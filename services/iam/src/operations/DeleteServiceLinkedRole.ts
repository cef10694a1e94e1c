import { notImplemented } from "@skylab/service";

export const DeleteServiceLinkedRole: typeof notImplemented = notImplemented;
