import { encodeKey, type Partition, retryOnConflict, type Write } from "@skylab/records";
import { decodeChunk } from "../domain/events/chunk.ts";
import { eventBytes, type LogEvent } from "../domain/events/event.ts";
import { packEvents, type Tail } from "../domain/events/pack.ts";
import type { StreamRow } from "../domain/groups/stream.ts";
import { chunkEntry, chunkKey, chunkWrite } from "./chunk-rows.ts";
import { type GroupHead, heads } from "./group-head.ts";
import { DELETED_STREAMS_SPACE, groupSpaces, type GroupSpaces } from "./spaces.ts";
import { streamTable, streamWrites } from "./stream-rows.ts";

/** What is asked of a group: a new stream, events for one, or that one goes. */
export type StreamChange =
  | { readonly kind: "create"; readonly stream: string; readonly at: number }
  | {
      readonly kind: "append";
      readonly stream: string;
      readonly at: number;
      readonly events: readonly Pick<LogEvent, "timestamp" | "message">[];
    }
  | { readonly kind: "delete"; readonly stream: string };

export type Changed = {
  readonly outcome: "done" | "no group" | "no stream" | "stream exists";
  /** The events as they are kept. */
  readonly appended?: readonly LogEvent[];
};

const DONE: Changed = { outcome: "done" };

/** So many changes are one commit at most, and one with so many bytes takes no more in. */
const MOST_FOLDED = 256;
const MOST_FOLDED_BYTES = 4 * 1024 * 1024;

/** Of so many streams the end is remembered between two commits: then there is nothing to read. */
const MOST_REMEMBERED = 32;

/**
 * Writes into a group. What comes while a commit is under way gathers, and is one commit with the next; the group's head
 * is checked by each, so that two processes who write into one group do so one after the other.
 */
export class GroupWriter {
  readonly #group: OfGroup;
  readonly #pending: Pending[] = [];
  #isWorking = false;
  #memory: Memory | undefined;

  constructor(partition: Partition, id: string) {
    this.#group = { partition, id, spaces: groupSpaces(id) };
  }

  /** Whether a commit is under way. */
  get isWorking(): boolean {
    return this.#isWorking;
  }

  /** Resolves when it is durable. */
  change(change: StreamChange): Promise<Changed> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ change, resolve, reject });
      if (!this.#isWorking) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    while (this.#pending.length > 0) {
      const turn = this.#pending.splice(0, foldLength(this.#pending));
      try {
        const answers = await this.#commit(turn.map(({ change }) => change));
        for (const [index, { resolve }] of turn.entries()) resolve(answers[index] ?? DONE);
      } catch (error) {
        this.#memory = undefined;
        for (const { reject } of turn) reject(error);
      }
    }
    this.#isWorking = false;
  }

  #commit(changes: readonly StreamChange[]): Promise<readonly Changed[]> {
    return retryOnConflict(async () => {
      const memory = await recall(this.#group, this.#memory, changes);
      this.#memory = undefined;
      if (memory === undefined) return changes.map((): Changed => ({ outcome: "no group" }));
      const turn = new Turn(this.#group, memory);
      const answers = changes.map((change) => turn.apply(change));
      const { after, writes } = turn.end();
      if (writes.length === 0) return answers;
      const key = encodeKey(this.#group.id);
      const check = { space: heads.space, key, version: memory.version };
      const put: Write = { kind: "put", space: heads.space, key, value: heads.encode(after.head) };
      const result = await this.#group.partition.commit({ checks: [check], writes: [...writes, put] });
      if (!result.ok) return result;
      this.#memory = { ...after, version: result.version };
      return answers;
    });
  }
}

type OfGroup = { readonly partition: Partition; readonly id: string; readonly spaces: GroupSpaces };

type Pending = {
  readonly change: StreamChange;
  readonly resolve: (changed: Changed) => void;
  readonly reject: (error: unknown) => void;
};

/** A group as of a version of its head; of its streams, those that were asked for. */
type Memory = {
  readonly version: bigint;
  readonly head: GroupHead;
  /** `undefined`: there is none of this name. */
  readonly streams: ReadonlyMap<string, Known | undefined>;
};

type Known = { readonly row: StreamRow; readonly tail: Tail };

/** A stream that goes is alone: nothing that was asked before it is left out, and nothing comes behind it. */
function foldLength(pending: readonly Pending[]): number {
  let bytes = 0;
  for (const [index, { change }] of pending.entries()) {
    if (change.kind === "delete") return Math.max(index, 1);
    if (change.kind === "append") for (const { message } of change.events) bytes += message.length;
    if (index + 1 === MOST_FOLDED || bytes > MOST_FOLDED_BYTES) return index + 1;
  }
  return pending.length;
}

/** The group, and the streams that changes are about: as remembered, or else as they are. `undefined`: it is gone. */
async function recall(
  group: OfGroup,
  memory: Memory | undefined,
  changes: readonly StreamChange[],
): Promise<Memory | undefined> {
  const base = memory ?? (await readHead(group));
  if (base === undefined) return undefined;
  const names = new Set(changes.map(({ stream }) => stream));
  const unknown = [...names].filter((name) => !base.streams.has(name));
  if (unknown.length === 0) return base;
  const isCrowded = base.streams.size + unknown.length > MOST_REMEMBERED;
  const kept = isCrowded ? [...base.streams].filter(([name]) => names.has(name)) : base.streams;
  return { ...base, streams: new Map([...kept, ...(await readStreams(group, unknown))]) };
}

async function readHead({ id, partition }: OfGroup): Promise<Memory | undefined> {
  const found = await partition.get(heads.space, encodeKey(id));
  return found && { version: found.version, head: heads.decode(found.value), streams: new Map() };
}

async function readStreams(
  { partition, spaces }: OfGroup,
  names: readonly string[],
): Promise<readonly (readonly [string, Known | undefined])[]> {
  const table = streamTable(spaces);
  const found = await partition.getMany(
    table.space,
    names.map((name) => encodeKey(name)),
  );
  const rows = found.map((one) => one && table.decode(one.value));
  const places = rows.flatMap((row) => row?.open ?? []);
  const chunks = places.length === 0 ? [] : await partition.getMany(spaces.chunks, places.map(chunkKey));
  const byStream = new Map(
    chunks
      .flatMap((chunk) => (chunk === undefined ? [] : [decodeChunk(chunk.value)]))
      .map((chunk) => [chunk.stream, chunk]),
  );
  return names.map((name, index) => {
    const row = rows[index];
    if (row === undefined) return [name, undefined];
    const events = byStream.get(name)?.events;
    // Where its chunk has expired meanwhile there is no open one.
    const open = row.open && events && { place: row.open, events, isOpen: true };
    return [name, { row, tail: { open, nextLevel: row.nextLevel } }];
  });
}

/** Applies changes to a group in their order, and gathers what is written for them. */
class Turn {
  readonly #id: string;
  readonly #spaces: GroupSpaces;
  readonly #memory: Memory;
  #head: GroupHead;
  readonly #rows = new Map<string, StreamRow | undefined>();
  readonly #appended = new Map<string, LogEvent[]>();
  readonly #writes: Write[] = [];

  constructor({ id, spaces }: OfGroup, memory: Memory) {
    this.#id = id;
    this.#spaces = spaces;
    this.#memory = memory;
    this.#head = memory.head;
  }

  apply(change: StreamChange): Changed {
    const row = this.#rowOf(change.stream);
    if (change.kind === "create") {
      if (row !== undefined) return { outcome: "stream exists" };
      const number = this.#head.nextStream;
      this.#head = { ...this.#head, nextStream: number + 1 };
      this.#rows.set(change.stream, { number, createdAt: change.at, nextLevel: 0 });
      return DONE;
    }
    if (row === undefined) return { outcome: "no stream" };
    if (change.kind === "append") return { outcome: "done", appended: this.#append(row, change) };
    this.#delete(row, change.stream);
    return DONE;
  }

  /** What is to be written beside the head, and the group as it is then. */
  end(): { readonly after: Omit<Memory, "version">; readonly writes: readonly Write[] } {
    const streams = new Map(this.#memory.streams);
    const writes = this.#writes;
    for (const [name, row] of this.#rows) {
      const before = streams.get(name);
      const after = row && this.#packed(name, row);
      writes.push(...streamWrites(this.#spaces, name, { before: before?.row, after: after?.row }));
      streams.set(name, after);
    }
    return { after: { head: this.#head, streams }, writes };
  }

  #rowOf(stream: string): StreamRow | undefined {
    return this.#rows.has(stream) ? this.#rows.get(stream) : this.#memory.streams.get(stream)?.row;
  }

  #append(row: StreamRow, { at, events, stream }: Extract<StreamChange, { kind: "append" }>): readonly LogEvent[] {
    const appended: LogEvent[] = [];
    let { nextArrival, storedBytes } = this.#head;
    let { first = Number.POSITIVE_INFINITY, last = 0 } = row;
    for (const { message, timestamp } of events) {
      appended.push({ timestamp, message, arrival: nextArrival, ingestionTime: at });
      nextArrival += 1;
      storedBytes += eventBytes(message);
      first = Math.min(first, timestamp);
      last = Math.max(last, timestamp);
    }
    this.#appended.set(stream, [...(this.#appended.get(stream) ?? []), ...appended]);
    this.#head = { ...this.#head, nextArrival, storedBytes };
    this.#rows.set(stream, { ...row, ...(events.length > 0 && { first, last, ingestedAt: at }) });
    return appended;
  }

  /** Its events, if it has any, are taken away later. */
  #delete(row: StreamRow, stream: string): void {
    this.#rows.set(stream, undefined);
    if (row.last === undefined) return;
    this.#head = { ...this.#head, deleted: [...this.#head.deleted, row.number] };
    const key = encodeKey(this.#id, row.number);
    this.#writes.push({ kind: "put", space: DELETED_STREAMS_SPACE, key, value: NOTHING });
  }

  #packed(name: string, row: StreamRow): Known {
    const tail = this.#memory.streams.get(name)?.tail ?? { open: undefined, nextLevel: row.nextLevel };
    const { pieces, tail: after } = packEvents(tail, this.#appended.get(name) ?? []);
    const of = { stream: name, streamNumber: row.number };
    for (const piece of pieces) {
      this.#writes.push(chunkWrite(this.#spaces, of, piece));
      if (piece.place !== tail.open?.place) this.#writes.push(chunkEntry(this.#spaces, row.number, piece.place));
      if (piece.place.level > this.#head.topLevel) this.#head = { ...this.#head, topLevel: piece.place.level };
    }
    const { open: _open, ...rest } = row;
    return {
      row: { ...rest, nextLevel: after.nextLevel, ...(after.open && { open: after.open.place }) },
      tail: after,
    };
  }
}

const NOTHING = new Uint8Array(0);
