import { notImplemented } from "@skylab/service";

export const ListImports: typeof notImplemented = notImplemented;
