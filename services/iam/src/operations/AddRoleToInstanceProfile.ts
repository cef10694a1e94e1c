import { notImplemented } from "@skylab/service";

export const AddRoleToInstanceProfile: typeof notImplemented = notImplemented;
