import { notImplemented } from "@skylab/service";

export const DescribeContributorInsights: typeof notImplemented = notImplemented;
