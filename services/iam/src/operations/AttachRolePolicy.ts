import { notImplemented } from "@skylab/service";

export const AttachRolePolicy: typeof notImplemented = notImplemented;
