import { notImplemented } from "@skylab/service";

export const GetUser: typeof notImplemented = notImplemented;
