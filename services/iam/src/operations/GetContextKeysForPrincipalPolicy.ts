import { notImplemented } from "@skylab/service";

export const GetContextKeysForPrincipalPolicy: typeof notImplemented = notImplemented;
