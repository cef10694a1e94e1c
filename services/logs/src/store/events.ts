import { BoundedMap } from "@skylab/aws";
import { partitionName, type Places, readerOf } from "@skylab/records";
import { comparePositions, type Position } from "../domain/events/event.ts";
import type { LogGroup } from "../domain/groups/group.ts";
import { retentionStart } from "../domain/groups/retention.ts";
import type { LogStream } from "../domain/groups/stream.ts";
import { type ChunkSource, groupSource, streamSource, type TimeRange } from "./chunk-source.ts";
import { type GroupHead, heads } from "./group-head.ts";
import { type Changed, GroupWriter, type StreamChange } from "./group-writer.ts";
import { type FoundEvent, type GroupSource, mergeChunks } from "./merge-chunks.ts";
import { groupSpaces } from "./spaces.ts";

/** What groups have of events. */
export type Events = {
  /** Makes or deletes a stream, or puts events into one; resolves when it is durable. */
  readonly change: (group: LogGroup, change: StreamChange) => Promise<Changed>;
  /**
   * Reads events of groups, a piece at a time, in the order of time, then of arrival, whichever group or stream they are
   * of. No more is held than what reaches into the time that is read. What is put meanwhile may be seen or not.
   */
  readonly read: (asked: AskedEvents) => AsyncGenerator<readonly FoundEvent[]>;
  /** What the next event of each group will have as its arrival: who asks again knows how many have come. */
  readonly arrivals: (groups: readonly LogGroup[]) => Promise<readonly number[]>;
};

export type AskedEvents = {
  readonly groups: readonly AskedGroup[];
  readonly range: TimeRange;
  /** Milliseconds since the epoch: what is older than a group keeps is not seen. */
  readonly now: number;
  /** From the end towards the beginning. */
  readonly reverse?: boolean;
  /** Events behind this one, in the order in which they are read. */
  readonly after?: Position | undefined;
};

export type AskedGroup = {
  readonly group: LogGroup;
  /** These streams alone: few, for each is looked for by itself. */
  readonly streams?: readonly LogStream[] | undefined;
  /** Only streams whose names are such: all chunks of the group are looked at. */
  readonly isStream?: ((name: string) => boolean) | undefined;
};

/** Groups whose ends are remembered between two commits, beside those that are written into: each has one writer only. */
const MOST_WRITERS = 256;

export function openEvents(places: Places): Events {
  const writers = new BoundedMap<string, GroupWriter>(MOST_WRITERS, {
    keeps: "used",
    isBusy: ({ isWorking }) => isWorking,
  });
  return {
    change: ({ place, row: { id } }, change) => {
      const name = `${partitionName(place)}/${id}`;
      return writers.get(name, () => new GroupWriter(places.at(place), id)).change(change);
    },
    read: (asked) => read(places, asked),
    arrivals: (groups) =>
      Promise.all(
        groups.map(async ({ place, row }) => (await readerOf(places.at(place)).get(heads, row.id))?.nextArrival ?? 0),
      ),
  };
}

async function* read(places: Places, asked: AskedEvents): AsyncGenerator<readonly FoundEvent[]> {
  const { after, reverse = false } = asked;
  const sources = await Promise.all(asked.groups.map((group) => sourcesOf(places, group, asked)));
  yield* mergeChunks(sources.flat(), {
    reverse,
    isAsked: (event, { from, to }) =>
      event.timestamp >= from &&
      event.timestamp < to &&
      (after === undefined || (reverse ? comparePositions(event, after) < 0 : comparePositions(event, after) > 0)),
  });
}

/** A source for each level of a group, or of each of its streams that are asked for. */
async function sourcesOf(
  places: Places,
  { group, isStream = () => true, streams }: AskedGroup,
  asked: AskedEvents,
): Promise<readonly GroupSource[]> {
  const partition = places.at(group.place);
  const head = await readerOf(partition).get(heads, group.row.id);
  if (head === undefined) return [];
  const range = rangeOf(group, asked);
  const deleted = new Set(head.deleted);
  const of = {
    group: group.name,
    range,
    isAsked: ({ stream, streamNumber }: { readonly stream: string; readonly streamNumber: number }): boolean =>
      !deleted.has(streamNumber) && isStream(stream),
  };
  const spaces = groupSpaces(group.row.id);
  const options = { partition, spaces, range, reverse: asked.reverse ?? false };
  const inRange = streams?.filter(({ row }) => mayHave(row, range));
  return levelsOf(head)
    .flatMap((level): readonly ChunkSource[] =>
      inRange === undefined
        ? [groupSource({ ...options, level })]
        : inRange.map(({ row }) => streamSource({ ...options, level }, row.number)),
    )
    .map((source) => Object.assign({ source }, of));
}

const levelsOf = ({ topLevel }: GroupHead): readonly number[] =>
  Array.from({ length: topLevel + 1 }, (_, level) => level);

const mayHave = ({ first, last }: LogStream["row"], { from, to }: TimeRange): boolean =>
  first !== undefined && last !== undefined && first < to && last >= from;

/** The times of a group's that are asked for. */
function rangeOf({ row }: LogGroup, { after, now, range, reverse = false }: AskedEvents): TimeRange {
  const from = Math.max(range.from, retentionStart(row.retentionInDays, now));
  if (after === undefined) return { from, to: range.to };
  return reverse
    ? { from, to: Math.min(range.to, after.timestamp + 1) }
    : { from: Math.max(from, after.timestamp), to: range.to };
}
