import { notImplemented } from "@skylab/service";

export const ListContributorInsights: typeof notImplemented = notImplemented;
