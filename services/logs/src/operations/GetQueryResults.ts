import { pageToken } from "@skylab/aws";
import { invalidNextToken, queryNotFound } from "../domain/errors.ts";
import { readNextToken } from "../domain/next-token.ts";
import { describeStatistics } from "../domain/queries/query-row.ts";
import type { LogsOperations, Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html */
const MAX_ITEMS = 10_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html */
export const GetQueryResults: Operation<"GetQueryResults"> = async (
  { maxItems, nextToken, queryId },
  { place },
  { queries },
): Promise<LogsOperations["GetQueryResults"]["output"]> => {
  const from = readOffset(nextToken);
  const row = await queries.find(place, queryId);
  if (row === undefined) throw queryNotFound(queryId);
  const { statistics, status } = row;
  const name = status === "Complete" ? row.results : undefined;
  const count = maxItems === undefined || maxItems === 0 ? MAX_ITEMS : maxItems;
  const results = name === undefined ? [] : await queries.readResults(place, name, { from, count });
  const next = from + results.length;
  return {
    queryLanguage: "CWLI",
    results,
    statistics: describeStatistics(statistics),
    status,
    ...(name !== undefined && next < statistics.resultCount && { nextToken: offsetToken(next) }),
  };
};

const offsetToken = (offset: number): string => pageToken(Buffer.from(String(offset)));

/** @throws AwsError InvalidParameterException */
function readOffset(token: string | undefined): number {
  const key = readNextToken(token);
  if (key === undefined) return 0;
  const offset = Number(Buffer.from(key).toString());
  if (!Number.isSafeInteger(offset) || offset < 0) throw invalidNextToken();
  return offset;
}
