import type { Place } from "@skylab/aws";
import {
  behind,
  type Commit,
  decodeKey,
  encodeKey,
  type KeyRange,
  type Partition,
  placesOf,
  prefixRange,
  type Records,
  retryOnConflict,
  startsWithRange,
  type Write,
} from "@skylab/records";
import { NAME_REUSE_SECONDS } from "../domain/limits.ts";
import { parseQueueArn, type QueueAddress } from "../domain/queue-arn.ts";
import { isNamePrefix } from "../domain/queue-name.ts";
import { queueCache } from "./queue-cache.ts";
import { decodeQueueRecord, encodeQueueRecord, type QueueRecord } from "./queue-record.ts";
import { NOTHING, SPACES } from "./spaces.ts";
import { prepareQueue, type StoredQueue } from "./stored-queue.ts";

/** Which queues there are. */
export type QueueDirectory = {
  /** Every place that holds a record, of whichever service: some have no queue. For jobs. */
  readonly places: () => Promise<readonly Place[]>;
  /** The queue, from memory where it was asked for before. */
  readonly find: (place: Place, name: string) => Promise<StoredQueue | undefined>;
  /** Makes a queue, unless there is one of that name, or was until a moment ago. */
  readonly create: (queue: QueueAddress, record: QueueRecord) => Promise<"created" | "exists" | "deletedRecently">;
  /** Keeps what `decide` makes of a queue as it is now; `undefined` where there is no such queue. */
  readonly change: (queue: QueueAddress, decide: Decide) => Promise<StoredQueue | undefined>;
  /** Forgets a queue, keeps its name from being used for a while, and leaves its messages to the garbage. */
  readonly remove: (queue: StoredQueue, now: number) => Promise<void>;
  /** Names in alphabetical order. */
  readonly list: (place: Place, page: Page & { readonly prefix: string }) => Promise<readonly string[]>;
  /** Names of the queues whose redrive policy names this one, in alphabetical order. */
  readonly sourcesOf: (deadLetterQueue: QueueAddress, page: Page) => Promise<readonly string[]>;
  /** All queues of a place, not through memory. */
  readonly all: (place: Place) => AsyncIterable<StoredQueue>;
};

/** May be asked again where somebody else changes the queue at the same time; may throw. */
export type Decide = (current: StoredQueue) => Promise<QueueRecord> | QueueRecord;

/** A part of an ordered list: what comes behind `after`. */
export type Page = { readonly after: string | undefined; readonly limit: number };

/** So many queues are read at once by those who want all of them. */
const READ_AT_ONCE = 500;

export function openQueueDirectory(records: Records): QueueDirectory {
  const cache = queueCache(records);
  const { all: allPlaces, at: partitionOf } = placesOf(records);
  return {
    places: async () => (await allPlaces()).map(({ place }) => place),
    find: cache.find,
    create: (queue, record) => create(partitionOf(queue.place), queue, record),
    change: (queue, decide) => change(partitionOf(queue.place), queue, decide),
    remove: (queue, now) => remove(partitionOf(queue.place), queue, now),
    list: async (place, { prefix, after, limit }) => {
      if (!isNamePrefix(prefix)) return [];
      const range = prefix === "" ? prefixRange() : startsWithRange(prefix);
      return namesOf(await partitionOf(place).range(SPACES.queues, { ...rangeBehind(range, after), limit }));
    },
    sourcesOf: async ({ place, name }, { after, limit }) => {
      const range = rangeBehind(prefixRange(name), after, name);
      return namesOf(await partitionOf(place).range(SPACES.sources, { ...range, limit }));
    },
    all: (place) => readAll(partitionOf(place), place),
  };
}

async function create(
  partition: Partition,
  queue: QueueAddress,
  record: QueueRecord,
): Promise<"created" | "exists" | "deletedRecently"> {
  const key = encodeKey(queue.name);
  const result = await partition.commit({
    checks: [
      { space: SPACES.queues, key, version: undefined },
      { space: SPACES.deleted, key, version: undefined },
    ],
    writes: putQueue(queue, undefined, record),
  });
  if (result.ok) return "created";
  return result.conflict === 0 ? "exists" : "deletedRecently";
}

const change = (partition: Partition, queue: QueueAddress, decide: Decide): Promise<StoredQueue | undefined> =>
  retryOnConflict(async () => {
    const key = encodeKey(queue.name);
    const found = await partition.get(SPACES.queues, key);
    if (!found) return undefined;
    const current = prepareQueue(queue, decodeQueueRecord(found.value));
    const changed = await decide(current);
    const result = await partition.commit({
      checks: [{ space: SPACES.queues, key, version: found.version }],
      writes: putQueue(queue, current.record, changed),
    });
    return result.ok ? prepareQueue(queue, changed) : result;
  });

const remove = (partition: Partition, queue: StoredQueue, now: number): Promise<undefined> =>
  retryOnConflict(async () => {
    const found = await partition.get(SPACES.queues, encodeKey(queue.name));
    const record = found && decodeQueueRecord(found.value);
    // Someone else was first.
    if (record?.id !== queue.record.id) return undefined;
    const result = await partition.commit(removal(queue, { record, version: found?.version }, now));
    return result.ok ? undefined : result;
  });

async function* readAll(partition: Partition, place: Place): AsyncGenerator<StoredQueue> {
  let after: string | undefined;
  do {
    const entries = await partition.range(SPACES.queues, { ...rangeBehind(prefixRange(), after), limit: READ_AT_ONCE });
    after = undefined;
    for (const { key, value } of entries) {
      const [name] = namesOf([{ key }]);
      if (name !== undefined) yield prepareQueue({ place, name }, decodeQueueRecord(value));
      if (entries.length === READ_AT_ONCE) after = name;
    }
  } while (after !== undefined);
}

/** The record, and the index of who names whom as dead-letter queue. */
function putQueue(queue: QueueAddress, before: QueueRecord | undefined, after: QueueRecord): Write[] {
  const old = before && sourceKey(queue, before);
  const now = sourceKey(queue, after);
  return [
    { kind: "put", space: SPACES.queues, key: encodeKey(queue.name), value: encodeQueueRecord(after) },
    ...(old ? [{ kind: "remove", space: SPACES.sources, key: old } as const] : []),
    ...(now ? [{ kind: "put", space: SPACES.sources, key: now, value: NOTHING } as const] : []),
  ];
}

function removal(
  queue: QueueAddress,
  { record, version }: { readonly record: QueueRecord; readonly version: bigint | undefined },
  now: number,
): Commit {
  const key = encodeKey(queue.name);
  const source = sourceKey(queue, record);
  return {
    checks: [{ space: SPACES.queues, key, version }],
    writes: [
      { kind: "remove", space: SPACES.queues, key },
      ...(source ? [{ kind: "remove", space: SPACES.sources, key: source } as const] : []),
      { kind: "put", space: SPACES.deleted, key, value: NOTHING, expiresAt: now + NAME_REUSE_SECONDS * 1000 },
      { kind: "put", space: SPACES.garbage, key: encodeKey(record.id, now), value: NOTHING },
    ],
  };
}

function sourceKey(queue: QueueAddress, record: QueueRecord): Uint8Array | undefined {
  const { redrive } = prepareQueue(queue, record).settings;
  const deadLetterQueue = redrive && parseQueueArn(redrive.deadLetterTargetArn);
  return deadLetterQueue && encodeKey(deadLetterQueue.name, queue.name);
}

/** The part of a range behind the tuple that ends with `after`. */
const rangeBehind = (range: KeyRange, after: string | undefined, ...prefix: readonly string[]): KeyRange =>
  after === undefined ? range : behind(encodeKey(...prefix, after), range);

/** The last part of each key. */
const namesOf = (entries: readonly { readonly key: Uint8Array }[]): readonly string[] =>
  entries.flatMap(({ key }) => {
    const name = decodeKey(key).at(-1);
    return typeof name === "string" ? [name] : [];
  });
