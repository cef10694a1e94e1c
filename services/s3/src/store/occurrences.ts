import { type Ids, takeTurns } from "@skylab/aws";
import {
  APPEND_BYTES,
  encodeKey,
  type Entry,
  jsonTable,
  keyAfter,
  logRange,
  type Partition,
  type Records,
  type Write,
} from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import { deliveriesOf } from "../domain/notifications/deliveries.ts";
import type { Occurrence, Sequenced } from "../domain/notifications/occurrence.ts";
import type { DeliveryQueues } from "./delivery-queues.ts";
import { contentsOf, OCCURRENCES_SPACE } from "./spaces.ts";

export type { Occurrence };

/**
 * What happened in buckets, and is still to be told. An occurrence is written in the commit that makes it happen, and
 * handed over to the queues of deliveries behind it: sent there, and then removed here. So a crash in between tells it
 * twice, and none is lost.
 */
export type Occurrences = {
  /** What a commit writes that tells of it; nothing where the bucket wants to hear of nothing. */
  readonly writes: (bucket: Bucket, occurrence: Occurrence) => readonly Write[];
  /** To be called behind a commit with such writes: what this process has written there is handed over, soon. */
  readonly committed: (bucket: Bucket) => void;
  /** Hands over what any process has written up to a time, in milliseconds since the epoch, or all of it. */
  readonly handOver: (bucket: Bucket, until?: number) => Promise<void>;
};

const occurrences = jsonTable<Occurrence>(OCCURRENCES_SPACE);

/** So many are handed over at a time. */
const AT_ONCE = 100;

/** What it stands on. */
type Parts = { readonly records: Records; readonly ids: Ids; readonly deliveries: DeliveryQueues };

export function openOccurrences(parts: Parts): Occurrences {
  // Each process hands over its own, so that no two send the same.
  const ownKey = encodeKey(parts.ids.uuid());
  const takeTurn = takeTurns();
  const waiting = new Map<string, Bucket>();

  const handOverOwn = async (bucket: Bucket): Promise<void> => {
    try {
      await takeTurn(bucket.id, () => {
        // What is committed from now on may come too late for this turn.
        waiting.delete(bucket.id);
        return handOverRows(parts, bucket, { under: ownKey });
      });
    } catch {
      // It stays where it is, and whatever keeps it there the job that sweeps will tell.
    }
  };
  return {
    writes: (bucket, occurrence) => (isHeard(bucket) ? [appendOf(ownKey, occurrence)] : []),
    committed: (bucket) => {
      if (!isHeard(bucket) || waiting.has(bucket.id)) return;
      waiting.set(bucket.id, bucket);
      void handOverOwn(bucket);
    },
    handOver: (bucket, until = Infinity) => takeTurn(bucket.id, () => handOverRows(parts, bucket, { until })),
  };
}

/** Whether a bucket is to hear of what happens in it. An empty configuration is how notifications are switched off. */
export const isHeard = ({ configurations: { notification, replication } }: Bucket): boolean =>
  replication !== undefined || Object.keys(notification ?? {}).length > 0;

const appendOf = (key: Uint8Array, occurrence: Occurrence): Write => ({
  kind: "append",
  space: OCCURRENCES_SPACE,
  key,
  value: occurrences.encode(occurrence),
});

type Which = {
  /** All where absent. */
  readonly under?: Uint8Array;
  readonly until?: number;
};

async function handOverRows({ records, deliveries }: Parts, bucket: Bucket, { under, until }: Which): Promise<void> {
  const partition = records.partition(contentsOf(bucket));
  const range = under === undefined ? {} : logRange(under);
  let from: Uint8Array | undefined;
  do {
    const page = await partition.range(OCCURRENCES_SPACE, { ...range, ...(from && { from }), limit: AT_ONCE });
    await handOverPage({ partition, deliveries, bucket }, page.map(readRow).filter(isOf(until)));
    const last = page.at(-1);
    from = page.length < AT_ONCE ? undefined : last && keyAfter(last.key);
  } while (from !== undefined);
}

type Row = Sequenced & { readonly key: Uint8Array };

const readRow = ({ key, value }: Entry): Row => ({
  key,
  occurrence: occurrences.decode(value),
  // By what the append added to its key events grow from commit to commit.
  sequencer: Buffer.from(key).subarray(-APPEND_BYTES).toString("hex").toUpperCase(),
});

const isOf =
  (until = Infinity) =>
  ({ occurrence }: Row): boolean =>
    occurrence.at <= until;

type Place = { readonly partition: Partition; readonly deliveries: DeliveryQueues; readonly bucket: Bucket };

/** Sent first, and then removed: what a crash leaves of this is done again. */
async function handOverPage({ partition, deliveries, bucket }: Place, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const all = rows.map(({ occurrence, sequencer }) => deliveriesOf(bucket, { occurrence, sequencer }));
  await deliveries.notifications.send(all.flatMap(({ notifications }) => notifications.map((item) => ({ item }))));
  await deliveries.replications.send(all.flatMap(({ replications }) => replications.map((item) => ({ item }))));
  await partition.commit({ writes: rows.map(({ key }) => ({ kind: "remove", space: OCCURRENCES_SPACE, key })) });
}
