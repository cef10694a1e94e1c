import { notImplemented } from "@skylab/service";

export const CreateAccountAlias: typeof notImplemented = notImplemented;
