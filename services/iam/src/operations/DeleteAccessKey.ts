import { notImplemented } from "@skylab/service";

export const DeleteAccessKey: typeof notImplemented = notImplemented;
