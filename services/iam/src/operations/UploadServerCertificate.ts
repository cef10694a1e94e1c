import { notImplemented } from "@skylab/service";

export const UploadServerCertificate: typeof notImplemented = notImplemented;
