import { notImplemented } from "@skylab/service";

export const GetUserPolicy: typeof notImplemented = notImplemented;
