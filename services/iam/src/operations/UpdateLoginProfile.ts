import { notImplemented } from "@skylab/service";

export const UpdateLoginProfile: typeof notImplemented = notImplemented;
