import { notImplemented } from "@skylab/service";

export const CreateAccessKey: typeof notImplemented = notImplemented;
