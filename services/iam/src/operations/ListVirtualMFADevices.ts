import { notImplemented } from "@skylab/service";

export const ListVirtualMFADevices: typeof notImplemented = notImplemented;
