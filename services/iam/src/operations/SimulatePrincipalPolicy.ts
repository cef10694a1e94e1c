import { notImplemented } from "@skylab/service";

export const SimulatePrincipalPolicy: typeof notImplemented = notImplemented;
