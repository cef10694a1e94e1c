import { notImplemented } from "@skylab/service";

export const CreateVirtualMFADevice: typeof notImplemented = notImplemented;
