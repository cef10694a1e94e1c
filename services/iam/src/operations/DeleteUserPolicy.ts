import { notImplemented } from "@skylab/service";

export const DeleteUserPolicy: typeof notImplemented = notImplemented;
