import { notImplemented } from "@skylab/service";

export const CreateLoginProfile: typeof notImplemented = notImplemented;
