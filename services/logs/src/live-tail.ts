import type {
  LiveTailSessionLogEvent,
  LiveTailSessionStart,
  StartLiveTailResponseStream,
} from "@aws-sdk/client-cloudwatch-logs";
import { AwsError, pauseBy } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { groupArn, type LogGroup } from "./domain/groups/group.ts";
import type { FoundEvent } from "./store/merge-chunks.ts";
import type { LogsStore } from "./store/store.ts";

export type LiveTail = {
  readonly groups: readonly LogGroup[];
  readonly isStream: (stream: string) => boolean;
  readonly matches: (message: string) => boolean;
  readonly sessionStart: LiveTailSessionStart;
};

/** "every second", "up to 500 log events", "three hours": https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatchLogs_LiveTail.html */
const UPDATE_MS = 1_000;
const MOST_EVENTS = 500;
const SESSION_MS = 3 * 3_600_000;

/** No more of what came is looked for at a time, from the end on: what came late and is far before it may be missed then. */
const MOST_LOOKED_AT = 50_000;

type Sessions = AsyncGenerator<StartLiveTailResponseStream & { readonly $unknown?: never }>;

/** Events as they come, from now on. Whichever replica takes them: it is the groups that are looked at, each second. */
export async function liveTail(store: LogsStore, call: Call, tail: LiveTail): Promise<Sessions> {
  const seen = await store.events.arrivals(tail.groups);
  return updates(store, call, { ...tail, seen });
}

async function* updates(
  store: LogsStore,
  { clock, signal }: Call,
  tail: LiveTail & { readonly seen: readonly number[] },
): Sessions {
  const endsAt = clock.now() + SESSION_MS;
  let { seen } = tail;
  yield { sessionStart: tail.sessionStart };
  for (;;) {
    await pauseBy(clock, UPDATE_MS, signal);
    // Nobody listens any more.
    if (signal.aborted) return;
    if (clock.now() >= endsAt) throw new AwsError("SessionTimeoutException", "The session has timed out.");
    const arrivals = await store.events.arrivals(tail.groups);
    const came = await arrived(store, { ...tail, seen, arrivals, now: clock.now() });
    seen = arrivals;
    yield {
      sessionUpdate: {
        sessionMetadata: { sampled: came.length > MOST_EVENTS },
        sessionResults: came.slice(-MOST_EVENTS).map((event) => describe(event, tail.groups)),
      },
    };
  }
}

type Arriving = LiveTail & {
  readonly seen: readonly number[];
  readonly arrivals: readonly number[];
  readonly now: number;
};

/** What came since the last time and is asked for, in the order of its time. */
async function arrived(store: LogsStore, asked: Arriving): Promise<readonly FoundEvent[]> {
  const fresh = freshGroups(asked);
  let rest = fresh.reduce((sum, { from, to }) => sum + to - from, 0);
  if (rest === 0) return [];
  const byName = new Map(fresh.map((one) => [one.group.name, one]));
  const isFresh = ({ arrival, group }: FoundEvent): boolean => {
    const { from = 0, to = 0 } = byName.get(group) ?? {};
    return arrival >= from && arrival < to;
  };
  const came: FoundEvent[] = [];
  let lookedAt = 0;
  const groups = fresh.map(({ group }) => ({ group }));
  for await (const piece of store.events.read({ groups, range: ALL_TIMES, now: asked.now, reverse: true })) {
    const found = piece.filter(isFresh);
    came.push(...found.filter(({ message, stream }) => asked.isStream(stream) && asked.matches(message)));
    rest -= found.length;
    lookedAt += piece.length;
    if (rest <= 0 || lookedAt >= MOST_LOOKED_AT) break;
  }
  return came.toReversed();
}

type Fresh = { readonly group: LogGroup; readonly from: number; readonly to: number };

/** Groups in which there is something new, and what: by its arrivals. */
const freshGroups = ({ arrivals, groups, seen }: Arriving): readonly Fresh[] =>
  groups.flatMap((group, index) => {
    const [from = 0, to = 0] = [seen[index], arrivals[index]];
    return to > from ? [{ group, from, to }] : [];
  });

const ALL_TIMES = { from: 0, to: Number.MAX_SAFE_INTEGER };

const describe = (event: FoundEvent, groups: readonly LogGroup[]): LiveTailSessionLogEvent => {
  const group = groups.find(({ name }) => name === event.group);
  return {
    logStreamName: event.stream,
    ...(group !== undefined && { logGroupIdentifier: groupArn(group) }),
    message: event.message,
    timestamp: event.timestamp,
    ingestionTime: event.ingestionTime,
  };
};
