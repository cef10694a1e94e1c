import type { ListContributorInsightsOutput } from "@aws-sdk/client-dynamodb";
import { describeInsights } from "../domain/table/contributor-insights.ts";
import type { Operation } from "../operation.ts";
import { readTable } from "../store/read-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListContributorInsights.html */
const DEFAULT_RESULTS = 100;

/**
 * A page is of so many tables, which may have no settings, as AWS's pages are.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListContributorInsights.html
 */
export const ListContributorInsights: Operation<"ListContributorInsights"> = async (
  input,
  call,
  store,
): Promise<ListContributorInsightsOutput> => {
  const { MaxResults: limit = DEFAULT_RESULTS, NextToken: after, TableName: name } = input;
  if (name !== undefined) {
    const { stored } = await readTable(name, call, store);
    return { ContributorInsightsSummaries: describeInsights(stored.table) };
  }
  const listed = await store.tables.list(call.place, after, limit);
  const last = listed.length === limit ? listed.at(-1) : undefined;
  return {
    ContributorInsightsSummaries: listed.flatMap(describeInsights),
    ...(last && { NextToken: last.name }),
  };
};
