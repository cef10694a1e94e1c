import { notImplemented } from "@skylab/service";

export const AddClientIDToOpenIDConnectProvider: typeof notImplemented = notImplemented;
