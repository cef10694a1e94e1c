import { notImplemented } from "@skylab/service";

export const GetCallerIdentity: typeof notImplemented = notImplemented;
