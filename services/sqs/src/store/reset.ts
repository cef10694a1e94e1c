import type { Queues } from "@skylab/queues";
import { decodeKey, dropSpaces, type Entry, placesOf, type Records, removeRecords } from "@skylab/records";
import { engineQueueOf } from "./messages.ts";
import { decodeQueueRecord } from "./queue-record.ts";
import { SPACES } from "./spaces.ts";

/** Forgets everything, or everything of one account. */
export async function reset(records: Records, queues: Queues, account: string | undefined): Promise<void> {
  const dropAll = (ids: readonly string[]): Promise<unknown> =>
    Promise.all(ids.map((id) => queues.drop(engineQueueOf(id))));
  for (const { partition } of await placesOf(records).all(account)) {
    await removeRecords(partition, SPACES.queues, { gone: (entries) => dropAll(entries.map(queueId)) });
    await removeRecords(partition, SPACES.garbage, { gone: (entries) => dropAll(entries.flatMap(deletedQueueId)) });
    await dropSpaces(partition, Object.values(SPACES));
  }
}

const queueId = ({ value }: Entry): string => decodeQueueRecord(value).id;

function deletedQueueId({ key }: Entry): readonly string[] {
  const [id] = decodeKey(key);
  return typeof id === "string" ? [id] : [];
}
