import { notImplemented } from "@skylab/service";

export const DeleteLoginProfile: typeof notImplemented = notImplemented;
