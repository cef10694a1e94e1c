import { notImplemented } from "@skylab/service";

export const UpdateSSHPublicKey: typeof notImplemented = notImplemented;
