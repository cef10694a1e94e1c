import { notImplemented } from "@skylab/service";

export const CreateGroup: typeof notImplemented = notImplemented;
