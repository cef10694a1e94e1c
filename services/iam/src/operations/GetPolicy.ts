import { notImplemented } from "@skylab/service";

export const GetPolicy: typeof notImplemented = notImplemented;
