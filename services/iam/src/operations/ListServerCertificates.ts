import { notImplemented } from "@skylab/service";

export const ListServerCertificates: typeof notImplemented = notImplemented;
