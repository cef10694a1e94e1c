import { notImplemented } from "@skylab/service";

export const DeletePolicyVersion: typeof notImplemented = notImplemented;
