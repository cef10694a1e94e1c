import { notImplemented } from "@skylab/service";

export const GetPolicyVersion: typeof notImplemented = notImplemented;
