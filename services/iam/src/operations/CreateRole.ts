import { notImplemented } from "@skylab/service";

export const CreateRole: typeof notImplemented = notImplemented;
