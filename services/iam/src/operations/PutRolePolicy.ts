import { notImplemented } from "@skylab/service";

export const PutRolePolicy: typeof notImplemented = notImplemented;
