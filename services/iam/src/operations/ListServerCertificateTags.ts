import { notImplemented } from "@skylab/service";

export const ListServerCertificateTags: typeof notImplemented = notImplemented;
