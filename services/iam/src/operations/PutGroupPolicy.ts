import { notImplemented } from "@skylab/service";

export const PutGroupPolicy: typeof notImplemented = notImplemented;
