import { notImplemented } from "@skylab/service";

export const RemoveClientIDFromOpenIDConnectProvider: typeof notImplemented = notImplemented;
