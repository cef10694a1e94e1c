import { notImplemented } from "@skylab/service";

export const ListMFADevices: typeof notImplemented = notImplemented;
