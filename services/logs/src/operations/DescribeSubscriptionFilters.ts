import { pageOfAll } from "@skylab/aws";
import type { DescribeSubscriptionFiltersResponse } from "@aws-sdk/client-cloudwatch-logs";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import { describeSubscription } from "../domain/subscriptions/subscription-filter.ts";
import { findGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html */
export const DescribeSubscriptionFilters: Operation<"DescribeSubscriptionFilters"> = async (
  { filterNamePrefix = "", limit = PAGE_SIZE, logGroupName, nextToken: token },
  call,
  store,
): Promise<DescribeSubscriptionFiltersResponse> => {
  const group = await findGroup({ logGroupName }, call, store);
  const asked = group.row.subscriptions.filter(({ name }) => name.startsWith(filterNamePrefix));
  const { items, ...more } = pageOfAll(asked, { nameOf: ({ name }) => name, after: readNextToken(token), limit });
  return {
    subscriptionFilters: items.map((filter) => describeSubscription(group, filter)),
    ...more,
  };
};
