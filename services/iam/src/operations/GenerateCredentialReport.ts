import { notImplemented } from "@skylab/service";

export const GenerateCredentialReport: typeof notImplemented = notImplemented;
