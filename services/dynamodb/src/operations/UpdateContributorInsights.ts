import { notImplemented } from "@skylab/service";

export const UpdateContributorInsights: typeof notImplemented = notImplemented;
