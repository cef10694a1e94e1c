import { notImplemented } from "@skylab/service";

export const GetRolePolicy: typeof notImplemented = notImplemented;
