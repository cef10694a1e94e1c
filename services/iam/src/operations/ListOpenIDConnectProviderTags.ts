import { notImplemented } from "@skylab/service";

export const ListOpenIDConnectProviderTags: typeof notImplemented = notImplemented;
