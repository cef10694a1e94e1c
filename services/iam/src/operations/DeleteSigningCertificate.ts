import { notImplemented } from "@skylab/service";

export const DeleteSigningCertificate: typeof notImplemented = notImplemented;
