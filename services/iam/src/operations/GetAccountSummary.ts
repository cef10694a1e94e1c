import { notImplemented } from "@skylab/service";

export const GetAccountSummary: typeof notImplemented = notImplemented;
