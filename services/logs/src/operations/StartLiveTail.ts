import { compilePattern } from "../domain/patterns/pattern.ts";
import { isTailedStream } from "../domain/live-tail/tailed-streams.ts";
import { groupOfArn } from "../domain/groups/read-arn.ts";
import { invalidParameter } from "../domain/errors.ts";
import { findGroup } from "../find-group.ts";
import { liveTail } from "../live-tail.ts";
import type { LogsOperations, Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html */
export const StartLiveTail: Operation<"StartLiveTail"> = async (
  input,
  call,
  store,
): Promise<LogsOperations["StartLiveTail"]["output"]> => {
  const { logEventFilterPattern, logGroupIdentifiers, logStreamNamePrefixes, logStreamNames } = input;
  const { matches } = compilePattern(logEventFilterPattern);
  const isStream = isTailedStream(input);
  const groups = [];
  for (const logGroupIdentifier of new Set(logGroupIdentifiers)) {
    if (groupOfArn(logGroupIdentifier) === undefined)
      throw invalidParameter("Log groups of a live tail must be specified by their ARNs.");
    groups.push(await findGroup({ logGroupIdentifier }, call, store));
  }
  const sessionStart = {
    requestId: call.requestId,
    sessionId: call.ids.uuid(),
    logGroupIdentifiers,
    ...(logStreamNames !== undefined && { logStreamNames }),
    ...(logStreamNamePrefixes !== undefined && { logStreamNamePrefixes }),
    logEventFilterPattern: logEventFilterPattern ?? "",
  };
  return { responseStream: await liveTail(store, call, { groups, isStream, matches, sessionStart }) };
};
