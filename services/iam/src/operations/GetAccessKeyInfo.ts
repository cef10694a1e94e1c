import { notImplemented } from "@skylab/service";

export const GetAccessKeyInfo: typeof notImplemented = notImplemented;
