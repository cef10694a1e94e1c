import { notImplemented } from "@skylab/service";

export const GetServiceLastAccessedDetailsWithEntities: typeof notImplemented = notImplemented;
