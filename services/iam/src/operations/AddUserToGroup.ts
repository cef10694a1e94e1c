import { notImplemented } from "@skylab/service";

export const AddUserToGroup: typeof notImplemented = notImplemented;
