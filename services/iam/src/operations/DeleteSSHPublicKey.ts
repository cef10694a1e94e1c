import { notImplemented } from "@skylab/service";

export const DeleteSSHPublicKey: typeof notImplemented = notImplemented;
