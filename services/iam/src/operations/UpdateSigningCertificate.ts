import { notImplemented } from "@skylab/service";

export const UpdateSigningCertificate: typeof notImplemented = notImplemented;
