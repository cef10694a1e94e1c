import { notImplemented } from "@skylab/service";

export const GetLoginProfile: typeof notImplemented = notImplemented;
