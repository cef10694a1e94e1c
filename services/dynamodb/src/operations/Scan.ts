import { notImplemented } from "@skylab/service";

export const Scan: typeof notImplemented = notImplemented;
