import { notImplemented } from "@skylab/service";

export const CreateServiceLinkedRole: typeof notImplemented = notImplemented;
