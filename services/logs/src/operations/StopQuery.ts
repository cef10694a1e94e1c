import type { StopQueryResponse } from "@aws-sdk/client-cloudwatch-logs";
import { queryEnded, queryNotFound } from "../domain/errors.ts";
import { isUnderWay } from "../domain/queries/query-row.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html */
export const StopQuery: Operation<"StopQuery"> = async (
  { queryId },
  { clock, place },
  { queries },
): Promise<StopQueryResponse> => {
  const stopped = await queries.change(place, queryId, (current) => {
    if (!isUnderWay(current)) throw queryEnded(queryId, current.status);
    return { ...current, status: "Cancelled", endedAt: clock.now() };
  });
  if (stopped === undefined) throw queryNotFound(queryId);
  return { success: true };
};
