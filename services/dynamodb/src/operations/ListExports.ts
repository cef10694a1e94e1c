import { notImplemented } from "@skylab/service";

export const ListExports: typeof notImplemented = notImplemented;
