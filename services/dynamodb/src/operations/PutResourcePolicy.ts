import { notImplemented } from "@skylab/service";

export const PutResourcePolicy: typeof notImplemented = notImplemented;
