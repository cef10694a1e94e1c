import { notImplemented } from "@skylab/service";

export const GetSessionToken: typeof notImplemented = notImplemented;
