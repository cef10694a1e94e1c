import { notImplemented } from "@skylab/service";

export const GetInstanceProfile: typeof notImplemented = notImplemented;
