import { pageOfAll } from "@skylab/aws";
import type { DescribeQueriesResponse } from "@aws-sdk/client-cloudwatch-logs";
import { readNextToken } from "../domain/next-token.ts";
import { describeQuery } from "../domain/queries/query-row.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html */
const MAX_RESULTS = 1_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html */
export const DescribeQueries: Operation<"DescribeQueries"> = async (
  { logGroupName, maxResults = MAX_RESULTS, nextToken: token, queryLanguage = "CWLI", status },
  { place },
  { queries },
): Promise<DescribeQueriesResponse> => {
  const all = queryLanguage === "CWLI" ? await queries.list(place) : [];
  const asked = all.filter(
    ({ row }) =>
      (logGroupName === undefined || row.groups.includes(logGroupName)) &&
      (status === undefined || row.status === status),
  );
  const { items, ...more } = pageOfAll(asked, { nameOf: orderOf, after: readNextToken(token), limit: maxResults });
  return { queries: items.map(describeQuery), ...more };
};

/** Sorts as the list does: the newest first. */
const orderOf = ({ id, row }: { readonly id: string; readonly row: { readonly createdAt: number } }): string =>
  `${String(Number.MAX_SAFE_INTEGER - row.createdAt).padStart(DIGITS, "0")} ${id}`;

const DIGITS = 16;
