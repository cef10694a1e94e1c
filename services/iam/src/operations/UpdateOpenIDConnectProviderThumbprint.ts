import { notImplemented } from "@skylab/service";

export const UpdateOpenIDConnectProviderThumbprint: typeof notImplemented = notImplemented;
