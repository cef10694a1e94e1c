import { notImplemented } from "@skylab/service";

export const CreateUser: typeof notImplemented = notImplemented;
