import { notImplemented } from "@skylab/service";

export const TagOpenIDConnectProvider: typeof notImplemented = notImplemented;
