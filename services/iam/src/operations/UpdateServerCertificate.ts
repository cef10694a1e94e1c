import { notImplemented } from "@skylab/service";

export const UpdateServerCertificate: typeof notImplemented = notImplemented;
