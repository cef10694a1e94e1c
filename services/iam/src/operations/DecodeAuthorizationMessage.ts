import { notImplemented } from "@skylab/service";

export const DecodeAuthorizationMessage: typeof notImplemented = notImplemented;
