import { notImplemented } from "@skylab/service";

export const SetDefaultPolicyVersion: typeof notImplemented = notImplemented;
