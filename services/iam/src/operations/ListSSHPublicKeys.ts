import { notImplemented } from "@skylab/service";

export const ListSSHPublicKeys: typeof notImplemented = notImplemented;
