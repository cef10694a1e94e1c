import { notImplemented } from "@skylab/service";

export const CreateInstanceProfile: typeof notImplemented = notImplemented;
