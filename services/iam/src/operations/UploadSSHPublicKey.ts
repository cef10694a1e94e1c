import { notImplemented } from "@skylab/service";

export const UploadSSHPublicKey: typeof notImplemented = notImplemented;
