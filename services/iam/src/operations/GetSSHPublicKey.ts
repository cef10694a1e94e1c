import { notImplemented } from "@skylab/service";

export const GetSSHPublicKey: typeof notImplemented = notImplemented;
