import type { DescribeContributorInsightsOutput } from "@aws-sdk/client-dynamodb";
import { checkInsightsIndex, insightsOf } from "../domain/table/contributor-insights.ts";
import type { Operation } from "../operation.ts";
import { readTable } from "../store/read-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContributorInsights.html */
export const DescribeContributorInsights: Operation<"DescribeContributorInsights"> = async (
  input,
  call,
  store,
): Promise<DescribeContributorInsightsOutput> => {
  const { table } = (await readTable(input.TableName, call, store)).stored;
  checkInsightsIndex(table, input.IndexName);
  const insights = insightsOf(table, input.IndexName);
  return {
    TableName: table.name,
    ...(input.IndexName !== undefined && { IndexName: input.IndexName }),
    ContributorInsightsStatus: insights?.enabled ? "ENABLED" : "DISABLED",
    ...(insights && {
      LastUpdateDateTime: new Date(insights.changedAt),
      ContributorInsightsMode: insights.mode,
      // CloudWatch has no rules of theirs here.
      ContributorInsightsRuleList: [],
    }),
  };
};
