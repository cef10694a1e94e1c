import { notImplemented } from "@skylab/service";

export const GetAccountPasswordPolicy: typeof notImplemented = notImplemented;
