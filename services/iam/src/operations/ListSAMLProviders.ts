import { notImplemented } from "@skylab/service";

export const ListSAMLProviders: typeof notImplemented = notImplemented;
