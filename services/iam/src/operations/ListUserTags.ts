import { notImplemented } from "@skylab/service";

export const ListUserTags: typeof notImplemented = notImplemented;
