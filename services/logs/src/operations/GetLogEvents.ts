import type { GetLogEventsResponse } from "@aws-sdk/client-cloudwatch-logs";
import { streamNotFound } from "../domain/errors.ts";
import type { LogEvent, Position } from "../domain/events/event.ts";
import { readPage } from "../domain/events/read-page.ts";
import { readStreamToken, streamTokenOf } from "../domain/next-token.ts";
import { findGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export const GetLogEvents: Operation<"GetLogEvents"> = async (input, call, store): Promise<GetLogEventsResponse> => {
  const { endTime: to = Number.MAX_SAFE_INTEGER, limit, startFromHead = false, startTime: from = 0 } = input;
  const token = readStreamToken(input.nextToken);
  const group = await findGroup(input, call, store);
  const stream = await store.streams.find(group, input.logStreamName);
  if (stream === undefined) throw streamNotFound();
  const isForward = token?.isForward ?? startFromHead;
  const pieces = store.events.read({
    groups: [{ group, streams: [stream] }],
    range: { from, to },
    now: call.clock.now(),
    reverse: !isForward,
    after: token?.position,
  });
  const { events } = await readPage(pieces, { limit });
  return pageOf(isForward ? events : events.toReversed(), token?.position ?? beginningOf(from));
};

/** @param before where tokens stay that are at the end: so a client knows that it is there */
const pageOf = (events: readonly LogEvent[], before: Position): GetLogEventsResponse => ({
  events: events.map(({ ingestionTime, message, timestamp }) => ({ timestamp, message, ingestionTime })),
  nextForwardToken: streamTokenOf({ isForward: true, position: events.at(-1) ?? before }),
  nextBackwardToken: streamTokenOf({ isForward: false, position: events[0] ?? before }),
});

/** Before all events from a time on. */
const beginningOf = (from: number): Position =>
  from === 0 ? { timestamp: 0, arrival: 0 } : { timestamp: from - 1, arrival: Number.MAX_SAFE_INTEGER };
