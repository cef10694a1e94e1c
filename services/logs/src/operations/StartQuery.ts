import { AwsError } from "@skylab/aws";
import type { StartQueryResponse } from "@aws-sdk/client-cloudwatch-logs";
import { invalidParameter } from "../domain/errors.ts";
import { beginQuery } from "../domain/insights/query.ts";
import { queriedGroups } from "../domain/queries/queried-groups.ts";
import { NO_STATISTICS, timeOf } from "../domain/queries/query-row.ts";
import { findGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
export const StartQuery: Operation<"StartQuery"> = async (input, call, store): Promise<StartQueryResponse> => {
  const { endTime, limit, queryLanguage = "CWLI", queryString: text, startTime } = input;
  const { caller, clock, ids, place } = call;
  if (queryLanguage !== "CWLI") throw languageNotImplemented(queryLanguage);
  const [from, to] = [timeOf(startTime), timeOf(endTime)];
  if (from > to) throw invalidParameter("The start time of a query must not be after its end time.");
  const now = clock.now();
  beginQuery(text, { now });
  const groups: string[] = [];
  for (const logGroupIdentifier of queriedGroups(input))
    groups.push((await findGroup({ logGroupIdentifier }, call, store)).name);
  const queryId = ids.uuid();
  await store.queries.begin(place, {
    id: queryId,
    row: {
      status: "Scheduled",
      text,
      groups,
      from,
      to,
      ...(limit !== undefined && { limit }),
      createdAt: now,
      by: caller.arn,
      statistics: NO_STATISTICS,
    },
  });
  return { queryId };
};

const languageNotImplemented = (language: string): AwsError =>
  new AwsError("NotImplemented", `Queries in ${language} are not implemented.`, { status: 501 });
