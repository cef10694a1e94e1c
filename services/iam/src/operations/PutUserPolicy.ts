import { notImplemented } from "@skylab/service";

export const PutUserPolicy: typeof notImplemented = notImplemented;
