import type { FilterLogEventsResponse } from "@aws-sdk/client-cloudwatch-logs";
import { invalidParameter, streamNotFound } from "../domain/errors.ts";
import { eventIdOf } from "../domain/events/event-id.ts";
import { readPage } from "../domain/events/read-page.ts";
import type { LogGroup } from "../domain/groups/group.ts";
import { eventTokenOf, readEventToken } from "../domain/next-token.ts";
import { compilePattern } from "../domain/patterns/pattern.ts";
import { findGroup } from "../find-group.ts";
import type { LogsOperations, Operation } from "../operation.ts";
import type { AskedGroup } from "../store/events.ts";
import type { LogsStore } from "../store/store.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const FilterLogEvents: Operation<"FilterLogEvents"> = async (
  input,
  call,
  store,
): Promise<FilterLogEventsResponse> => {
  const { endTime = Number.MAX_SAFE_INTEGER - 1, filterPattern, limit, nextToken, startTime: from = 0 } = input;
  const { matches } = compilePattern(filterPattern);
  const after = readEventToken(nextToken);
  const group = await findGroup(input, call, store);
  const { events, stoppedAt } = await readPage(
    store.events.read({
      groups: [await askedStreams(input, group, store)],
      // Unlike GetLogEvents' the end is included.
      range: { from, to: endTime + 1 },
      now: call.clock.now(),
      after,
    }),
    { limit, matches },
  );
  return {
    events: events.map((event) => ({
      logStreamName: event.stream,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestionTime,
      eventId: eventIdOf(event),
    })),
    // "As of May 15, 2020, this parameter is no longer supported. This parameter returns an empty list."
    searchedLogStreams: [],
    ...(stoppedAt !== undefined && { nextToken: eventTokenOf(stoppedAt) }),
  };
};

/** Of so few streams each is looked for by itself; where there are more, all that the group has is looked through. */
const FEW_STREAMS = 10;

async function askedStreams(
  { logStreamNamePrefix: prefix, logStreamNames: names }: LogsOperations["FilterLogEvents"]["input"],
  group: LogGroup,
  { streams }: LogsStore,
): Promise<AskedGroup> {
  if (names !== undefined && prefix !== undefined)
    throw invalidParameter("LogStream names and LogStream name prefix are mutually exclusive parameters.");
  if (names !== undefined) {
    const found = await Promise.all([...new Set(names)].map((name) => streams.find(group, name)));
    const there = found.flatMap((stream) => stream ?? []);
    if (there.length < found.length) throw streamNotFound();
    return there.length <= FEW_STREAMS
      ? { group, streams: there }
      : { group, isStream: (name) => names.includes(name) };
  }
  if (prefix === undefined) return { group };
  const listed = await streams.listByName(group, { prefix, limit: FEW_STREAMS + 1 });
  return listed.length <= FEW_STREAMS
    ? { group, streams: listed.map(({ stream }) => stream) }
    : { group, isStream: (name) => name.startsWith(prefix) };
}
