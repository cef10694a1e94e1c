import { notImplemented } from "@skylab/service";

export const GetServiceLastAccessedDetails: typeof notImplemented = notImplemented;
