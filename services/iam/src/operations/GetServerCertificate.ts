import { notImplemented } from "@skylab/service";

export const GetServerCertificate: typeof notImplemented = notImplemented;
