import { notImplemented } from "@skylab/service";

export const ListServiceSpecificCredentials: typeof notImplemented = notImplemented;
