import { notImplemented } from "@skylab/service";

export const CreatePolicyVersion: typeof notImplemented = notImplemented;
