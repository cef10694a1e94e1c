import { notImplemented } from "@skylab/service";

export const DeleteUser: typeof notImplemented = notImplemented;
