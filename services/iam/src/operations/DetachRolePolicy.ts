import { notImplemented } from "@skylab/service";

export const DetachRolePolicy: typeof notImplemented = notImplemented;
