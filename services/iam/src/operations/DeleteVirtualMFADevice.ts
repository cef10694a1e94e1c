import { notImplemented } from "@skylab/service";

export const DeleteVirtualMFADevice: typeof notImplemented = notImplemented;
