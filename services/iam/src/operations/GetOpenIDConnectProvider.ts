import { notImplemented } from "@skylab/service";

export const GetOpenIDConnectProvider: typeof notImplemented = notImplemented;
