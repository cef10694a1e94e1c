import { notImplemented } from "@skylab/service";

export const CreatePolicy: typeof notImplemented = notImplemented;
