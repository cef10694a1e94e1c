import { notImplemented } from "@skylab/service";

export const ListTagsOfResource: typeof notImplemented = notImplemented;
