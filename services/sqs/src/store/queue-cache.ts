import { isPlace, type Place } from "@skylab/aws";
import { encodeKey, type Partition, partitionName, type Records } from "@skylab/records";
import { parseQueueArn } from "../domain/queue-arn.ts";
import { isQueueName } from "../domain/queue-name.ts";
import { decodeQueueRecord } from "./queue-record.ts";
import { SPACES } from "./spaces.ts";
import { prepareQueue, type StoredQueue, withDeadLetterQueue } from "./stored-queue.ts";

/** The queues that were asked for, ready to use: sending and receiving read no records. */
export type QueueCache = { readonly find: (place: Place, name: string) => Promise<StoredQueue | undefined> };

type PlaceCache = {
  readonly place: Place;
  readonly partition: Partition;
  readonly queues: Map<string, StoredQueue>;
  /** Counts the changes, so that what was read before one is not kept after it. */
  changes: number;
};

export function queueCache(records: Records): QueueCache {
  const places = new Map<string, PlaceCache>();

  const open = (place: Place, name: string): PlaceCache => {
    const cache: PlaceCache = { place, partition: records.partition(name), queues: new Map(), changes: 0 };
    // Queues change rarely and are read again fast: one change forgets all queues of the place, those that name the
    // changed one as their dead-letter queue among them.
    cache.partition.subscribe(SPACES.queues, () => {
      cache.changes += 1;
      cache.queues.clear();
    });
    places.set(name, cache);
    return cache;
  };

  return {
    find: async (place, name) => {
      const partition = partitionName(place);
      const known = places.get(partition);
      const cached = known?.queues.get(name);
      if (cached) return cached;
      if (!canExist(place, name)) return undefined;
      if (known) return load(known, name);
      // A place is remembered once it has a queue: clients may ask for any.
      const exists = await records.partition(partition).get(SPACES.queues, encodeKey(name));
      return exists && load(places.get(partition) ?? open(place, partition), name);
    },
  };
}

/** Clients may ask for anything; what cannot be a queue is not looked for. */
const canExist = (place: Place, name: string): boolean => isPlace(place) && isQueueName(name);

async function load(cache: PlaceCache, name: string): Promise<StoredQueue | undefined> {
  const { changes } = cache;
  const own = await read(cache, name);
  if (!own) return undefined;
  const target = own.settings.redrive && parseQueueArn(own.settings.redrive.deadLetterTargetArn);
  const queue = withDeadLetterQueue(own, target && (await read(cache, target.name)));
  if (cache.changes === changes) cache.queues.set(name, queue);
  return queue;
}

async function read({ place, partition }: PlaceCache, name: string): Promise<StoredQueue | undefined> {
  const found = await partition.get(SPACES.queues, encodeKey(name));
  return found && prepareQueue({ place, name }, decodeQueueRecord(found.value));
}
