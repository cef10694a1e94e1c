import type { Queues } from "@skylab/queues";
import { decodeKey, type Partition, prefixRange, type Records } from "@skylab/records";
import { engineQueueOf } from "./messages.ts";
import { decodeQueueRecord } from "./queue-record.ts";
import { placeOf, SPACES } from "./spaces.ts";

/** So many records are removed by one commit. */
const REMOVED_AT_ONCE = 1000;

/** Forgets everything, or everything of one account. */
export async function reset(records: Records, queues: Queues, account: string | undefined): Promise<void> {
  for (const name of await records.partitions()) {
    const place = placeOf(name);
    if (!place || (account !== undefined && place.account !== account)) continue;
    const partition = records.partition(name);
    for (const space of Object.values(SPACES)) await clear(partition, space, queues);
  }
}

/** Takes records away a piece at a time, each queue's messages with it. */
async function clear(partition: Partition, space: string, queues: Queues): Promise<void> {
  for (;;) {
    const entries = await partition.range(space, { ...prefixRange(), limit: REMOVED_AT_ONCE });
    if (entries.length === 0) return;
    await partition.commit({ writes: entries.map(({ key }) => ({ kind: "remove", space, key })) });
    await Promise.all(entries.map((entry) => dropMessages(space, entry, queues)));
  }
}

async function dropMessages(
  space: string,
  { key, value }: { readonly key: Uint8Array; readonly value: Uint8Array },
  queues: Queues,
): Promise<void> {
  if (space === SPACES.queues) await queues.drop(engineQueueOf(decodeQueueRecord(value).id));
  const [id] = space === SPACES.garbage ? decodeKey(key) : [];
  if (typeof id === "string") await queues.drop(engineQueueOf(id));
}
