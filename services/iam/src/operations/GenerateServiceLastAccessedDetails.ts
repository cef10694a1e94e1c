import { notImplemented } from "@skylab/service";

export const GenerateServiceLastAccessedDetails: typeof notImplemented = notImplemented;
