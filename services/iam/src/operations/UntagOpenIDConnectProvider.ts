import { notImplemented } from "@skylab/service";

export const UntagOpenIDConnectProvider: typeof notImplemented = notImplemented;
