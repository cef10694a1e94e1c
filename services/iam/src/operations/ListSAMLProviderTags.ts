import { notImplemented } from "@skylab/service";

export const ListSAMLProviderTags: typeof notImplemented = notImplemented;
