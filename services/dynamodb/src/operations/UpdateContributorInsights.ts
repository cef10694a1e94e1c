import type { UpdateContributorInsightsOutput } from "@aws-sdk/client-dynamodb";
import { checkInsightsIndex, DEFAULT_MODE, withInsights } from "../domain/table/contributor-insights.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation } from "../operation.ts";
import { changeTable } from "../store/change-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContributorInsights.html */
export const UpdateContributorInsights: Operation<"UpdateContributorInsights"> = async (
  input,
  call,
  store,
): Promise<UpdateContributorInsightsOutput> => {
  const { ContributorInsightsAction: action, ContributorInsightsMode: mode = DEFAULT_MODE, IndexName: index } = input;
  const enabled = action === "ENABLE";
  const address = readTableName(input.TableName, call.place);
  const changedAt = call.clock.now();
  await changeTable(store, address, (table) => {
    checkInsightsIndex(table, index);
    return withInsights(table, index, { enabled, changedAt, mode });
  });
  return {
    TableName: address.name,
    ...(index !== undefined && { IndexName: index }),
    ContributorInsightsStatus: enabled ? "ENABLING" : "DISABLING",
    ContributorInsightsMode: mode,
  };
};
