import { notImplemented } from "@skylab/service";

export const ListMFADeviceTags: typeof notImplemented = notImplemented;
