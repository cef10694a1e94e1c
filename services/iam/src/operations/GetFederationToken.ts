import { notImplemented } from "@skylab/service";

export const GetFederationToken: typeof notImplemented = notImplemented;
