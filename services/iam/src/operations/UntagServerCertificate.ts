import { notImplemented } from "@skylab/service";

export const UntagServerCertificate: typeof notImplemented = notImplemented;
