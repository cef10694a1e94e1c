import { notImplemented } from "@skylab/service";

export const CreateServiceSpecificCredential: typeof notImplemented = notImplemented;
