import { notImplemented } from "@skylab/service";

export const GetResourcePolicy: typeof notImplemented = notImplemented;
