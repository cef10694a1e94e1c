import { notImplemented } from "@skylab/service";

export const UpdateUser: typeof notImplemented = notImplemented;
