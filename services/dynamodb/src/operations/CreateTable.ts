import { notImplemented } from "@skylab/service";

export const CreateTable: typeof notImplemented = notImplemented;
