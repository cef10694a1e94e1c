import { decodeChunk } from "../domain/events/chunk.ts";
import { comparePositions, type LogEvent, type Position } from "../domain/events/event.ts";
import { Heap } from "../domain/events/heap.ts";
import { spanBound } from "../domain/events/levels.ts";
import type { ChunkSource, FoundChunk, TimeRange } from "./chunk-source.ts";

/** An event, and whose it is. */
export type FoundEvent = LogEvent & { readonly group: string; readonly stream: string };

/** The chunks of a group or of a stream. */
export type GroupSource = {
  /** The group's name. */
  readonly group: string;
  readonly source: ChunkSource;
  readonly range: TimeRange;
  /** Whether a stream is asked for; its chunks are not unpacked else. */
  readonly isAsked: (stream: { readonly stream: string; readonly streamNumber: number }) => boolean;
};

export type Order = {
  /** From the end towards the beginning. */
  readonly reverse: boolean;
  /** Whether an event is asked for. */
  readonly isAsked: (event: Position, range: TimeRange) => boolean;
};

/** So many events are handed over at a time. */
const PIECE = 1_000;

/**
 * Merges what sources have into one order of time, then of arrival: a piece at a time, and of each source no more is
 * unpacked than the chunks that reach into the time at which the merge is.
 */
export async function* mergeChunks(
  sources: readonly GroupSource[],
  order: Order,
): AsyncGenerator<readonly FoundEvent[]> {
  const merge = new Merge(order);
  await merge.begin(sources);
  for (;;) {
    const piece = await merge.take(PIECE);
    if (piece.length > 0) yield piece;
    if (piece.length < PIECE) return;
  }
}

class Merge {
  readonly #order: Order;
  /** Positive where `a` is read after `b`. */
  readonly #compare: (a: Position, b: Position) => number;
  /** Sources, by what they may have next. */
  readonly #ahead: Heap<Ahead>;
  /** Chunks that are not unpacked, by their first events in this order. */
  readonly #seen: Heap<Seen>;
  /** Chunks that are unpacked, by their next events. */
  readonly #opened: Heap<Opened>;

  constructor(order: Order) {
    const compare = order.reverse ? (a: Position, b: Position) => comparePositions(b, a) : comparePositions;
    this.#order = order;
    this.#compare = compare;
    this.#ahead = new Heap((a, b) => compare(a.bound, b.bound));
    this.#seen = new Heap((a, b) => compare(a.start, b.start));
    this.#opened = new Heap((a, b) => compare(a.event, b.event));
  }

  async begin(sources: readonly GroupSource[]): Promise<void> {
    const begun = await Promise.all(sources.map((source) => begin(source, this.#order)));
    for (const ahead of begun) if (ahead !== undefined) this.#ahead.push(ahead);
  }

  /** The next events, so many; fewer where they are the last. */
  async take(count: number): Promise<readonly FoundEvent[]> {
    const piece: FoundEvent[] = [];
    while (piece.length < count) {
      const next = this.#ahead.top;
      const seen = this.#seen.top;
      const first = this.#opened.top;
      if (next !== undefined && this.#isFirst(next.bound, seen?.start, first?.event)) await this.#see(next);
      else if (seen !== undefined && this.#isFirst(seen.start, first?.event)) this.#open();
      else if (first !== undefined) piece.push(this.#step(first));
      else break;
    }
    return piece;
  }

  #isFirst(position: Position, ...others: readonly (Position | undefined)[]): boolean {
    return others.every((other) => other === undefined || this.#compare(position, other) <= 0);
  }

  async #see(next: Ahead): Promise<void> {
    const chunk = next.chunks[next.index];
    if (chunk !== undefined && next.of.isAsked(chunk.head))
      this.#seen.push({ of: next.of, value: chunk.value, start: startOf(chunk, this.#order) });
    if (await goOn(next, this.#order)) this.#ahead.sinkTop();
    else this.#ahead.pop();
  }

  #open(): void {
    const seen = this.#seen.pop();
    const chunk = seen && open(seen, this.#order);
    if (chunk !== undefined) this.#opened.push(chunk);
  }

  #step(first: Opened): FoundEvent {
    const { event } = first;
    if (stepOn(first)) this.#opened.sinkTop();
    else this.#opened.pop();
    return event;
  }
}

/** A source, and the next chunk of it; no event of it that was not seen yet comes before the bound. */
type Ahead = {
  readonly of: GroupSource;
  chunks: readonly FoundChunk[];
  index: number;
  bound: Position;
};

/** A chunk that is not unpacked; none of its events comes before the start. */
type Seen = { readonly of: GroupSource; readonly value: Uint8Array; readonly start: Position };

/** An open chunk, and its next event. */
type Opened = { readonly events: readonly FoundEvent[]; index: number; event: FoundEvent };

async function begin(of: GroupSource, order: Order): Promise<Ahead | undefined> {
  const ahead: Ahead = { of, chunks: [], index: 0, bound: { timestamp: 0, arrival: 0 } };
  return (await goOn(ahead, order)) ? ahead : undefined;
}

/** Goes on to the next chunk; false: there is none. */
async function goOn(ahead: Ahead, { reverse }: Order): Promise<boolean> {
  ahead.index += 1;
  if (ahead.index >= ahead.chunks.length) {
    ahead.chunks = await ahead.of.source.next();
    ahead.index = 0;
  }
  const chunk = ahead.chunks[ahead.index];
  if (chunk === undefined) return false;
  // Going back, chunks that begin earlier may all the same end later: by what their level allows.
  ahead.bound = reverse
    ? { timestamp: chunk.timestamp + spanBound(chunk.level), arrival: 0 }
    : { timestamp: chunk.timestamp, arrival: chunk.arrival };
  return true;
}

const startOf = ({ arrival, head, timestamp }: FoundChunk, { reverse }: Order): Position =>
  reverse ? { timestamp: head.last, arrival: Number.POSITIVE_INFINITY } : { timestamp, arrival };

function open({ of: { group, range }, value }: Seen, order: Order): Opened | undefined {
  const { events, stream } = decodeChunk(value);
  const asked = events.filter((one) => order.isAsked(one, range));
  const found = (order.reverse ? asked.toReversed() : asked).map((event) => Object.assign(event, { group, stream }));
  const [event] = found;
  return event && { events: found, index: 0, event };
}

/** Goes on to the next event of a chunk; false: there is none. */
function stepOn(opened: Opened): boolean {
  opened.index += 1;
  const event = opened.events[opened.index];
  if (event === undefined) return false;
  opened.event = event;
  return true;
}
