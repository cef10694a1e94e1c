import { changeGroup } from "../change-group.ts";
import { subscriptionFilterNotFound } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteSubscriptionFilter.html */
export const DeleteSubscriptionFilter: Operation<"DeleteSubscriptionFilter"> = async (
  { filterName, logGroupName },
  { place },
  store,
): Promise<object> => {
  await changeGroup(store, { place, name: logGroupName }, (row) => {
    const subscriptions = row.subscriptions.filter(({ name }) => name !== filterName);
    if (subscriptions.length === row.subscriptions.length) throw subscriptionFilterNotFound();
    return { ...row, subscriptions };
  });
  return {};
};
