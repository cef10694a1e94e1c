import { notImplemented } from "@skylab/service";

export const UploadSigningCertificate: typeof notImplemented = notImplemented;
