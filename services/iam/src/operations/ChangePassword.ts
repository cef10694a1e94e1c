import { notImplemented } from "@skylab/service";

export const ChangePassword: typeof notImplemented = notImplemented;
