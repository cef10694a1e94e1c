import { notImplemented } from "@skylab/service";

export const GetAccountAuthorizationDetails: typeof notImplemented = notImplemented;
