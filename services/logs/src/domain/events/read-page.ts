import { eventBytes, type LogEvent, type Position } from "./event.ts";

/** "up to 1 MB of log events or up to 10,000 log events": https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
const MAX_PAGE_BYTES = 1_048_576;
const MAX_PAGE_EVENTS = 10_000;

/** A call looks at so much and no more: a page may be empty, and others follow it. */
const MAX_LOOKED_AT_BYTES = 32 * 1024 * 1024;

export type PageRules = {
  readonly limit?: number | undefined;
  /** Which events are shown; all where absent. */
  readonly matches?: (message: string) => boolean;
};

export type EventPage<Event extends LogEvent> = {
  readonly events: readonly Event[];
  /** The last event that was looked at, where there may be more behind it. */
  readonly stoppedAt: Position | undefined;
};

/** Takes a page of what is read, and reads no further. */
export async function readPage<Event extends LogEvent>(
  pieces: AsyncIterable<readonly Event[]>,
  { limit = MAX_PAGE_EVENTS, matches = () => true }: PageRules,
): Promise<EventPage<Event>> {
  const events: Event[] = [];
  let bytes = 0;
  let lookedAt = 0;
  let before: Position | undefined;
  for await (const piece of pieces) {
    for (const event of piece) {
      const size = eventBytes(event.message);
      const isShown = matches(event.message);
      // A page has one event at least, however long.
      if (isShown && events.length > 0 && bytes + size > MAX_PAGE_BYTES) return { events, stoppedAt: before };
      lookedAt += size;
      if (isShown) {
        events.push(event);
        bytes += size;
      }
      if (events.length >= limit || lookedAt >= MAX_LOOKED_AT_BYTES) return { events, stoppedAt: event };
      before = event;
    }
  }
  return { events, stoppedAt: undefined };
}
