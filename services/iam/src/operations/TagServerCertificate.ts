import { notImplemented } from "@skylab/service";

export const TagServerCertificate: typeof notImplemented = notImplemented;
