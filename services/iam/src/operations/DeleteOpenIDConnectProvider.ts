import { notImplemented } from "@skylab/service";

export const DeleteOpenIDConnectProvider: typeof notImplemented = notImplemented;
