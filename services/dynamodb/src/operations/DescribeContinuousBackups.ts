import { notImplemented } from "@skylab/service";

export const DescribeContinuousBackups: typeof notImplemented = notImplemented;
