import { notImplemented } from "@skylab/service";

export const DeleteServerCertificate: typeof notImplemented = notImplemented;
