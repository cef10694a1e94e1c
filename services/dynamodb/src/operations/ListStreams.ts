import { notImplemented } from "@skylab/service";

export const ListStreams: typeof notImplemented = notImplemented;
