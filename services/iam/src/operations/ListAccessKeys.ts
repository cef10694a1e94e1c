import { notImplemented } from "@skylab/service";

export const ListAccessKeys: typeof notImplemented = notImplemented;
