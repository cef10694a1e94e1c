import { notImplemented } from "@skylab/service";

export const CreateOpenIDConnectProvider: typeof notImplemented = notImplemented;
