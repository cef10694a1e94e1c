import { notImplemented } from "@skylab/service";

export const GetGroupPolicy: typeof notImplemented = notImplemented;
