import { notImplemented } from "@skylab/service";

export const GetCredentialReport: typeof notImplemented = notImplemented;
