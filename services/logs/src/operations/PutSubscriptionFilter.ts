import { changeGroup } from "../change-group.ts";
import { limitExceeded } from "../domain/errors.ts";
import type { GroupRow, SubscriptionFilterRow } from "../domain/groups/group.ts";
import { compilePattern } from "../domain/patterns/pattern.ts";
import {
  cannotDeliver,
  cannotExecute,
  checkDestination,
  MAX_SUBSCRIPTION_FILTERS,
} from "../domain/subscriptions/subscription-filter.ts";
import { findGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html */
export const PutSubscriptionFilter: Operation<"PutSubscriptionFilter"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const { destinationArn, distribution = "ByLogStream", filterName, filterPattern, logGroupName, roleArn } = input;
  const vendor = checkDestination(input, call.place);
  compilePattern(filterPattern);
  const group = await findGroup({ logGroupName }, call, store);
  if (vendor !== "lambda") throw cannotDeliver(vendor);
  if (!(await store.functions.mayDeliver(group, destinationArn))) throw cannotExecute();
  const filter: SubscriptionFilterRow = {
    name: filterName,
    pattern: filterPattern,
    destinationArn,
    distribution,
    createdAt: call.clock.now(),
    ...(roleArn !== undefined && { roleArn }),
  };
  await changeGroup(store, group, (row) => subscribed(row, filter));
  return {};
};

/** @throws AwsError LimitExceededException */
function subscribed(row: GroupRow, filter: SubscriptionFilterRow): GroupRow {
  const others = row.subscriptions.filter(({ name }) => name !== filter.name);
  if (others.length >= MAX_SUBSCRIPTION_FILTERS) throw limitExceeded();
  return { ...row, subscriptions: [...others, filter].toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}
