import { notImplemented } from "@skylab/service";

export const ListSigningCertificates: typeof notImplemented = notImplemented;
