import { notImplemented } from "@skylab/service";

export const DeleteInstanceProfile: typeof notImplemented = notImplemented;
