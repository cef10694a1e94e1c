import { notImplemented } from "@skylab/service";

export const GetContextKeysForCustomPolicy: typeof notImplemented = notImplemented;
