import { notImplemented } from "@skylab/service";

export const ListOpenIDConnectProviders: typeof notImplemented = notImplemented;
