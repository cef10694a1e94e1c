import { parseArn } from "@skylab/aws";
import { type DiscardedBatch, discardedBatch, discardedKey } from "../domain/mappings/discarded-batch.ts";
import type { StoredMapping } from "../domain/mappings/mapping.ts";
import type { LambdaStore } from "../store/store.ts";
import { askForMapping } from "./as-role.ts";
import { growingPauses, pause } from "./pauses.ts";
import { queueUrl } from "./queue-source.ts";

/** Attempts to tell a destination: then the records are given up without a trace but in the log. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 200;

/** Tells a mapping's on-failure destination, where it has one, of records that are given up. Never rejects. */
export async function tellOfDiscarded(
  of: { readonly mapping: StoredMapping; readonly store: LambdaStore; readonly signal: AbortSignal },
  batch: DiscardedBatch,
  records: readonly object[],
): Promise<void> {
  const { mapping, signal, store } = of;
  const destination = mapping.settings.stream?.DestinationConfig.OnFailure.Destination;
  const about = { mapping: mapping.uuid, condition: batch.condition, records: records.length };
  store.log.warn(about, "records of a stream are given up");
  if (destination === undefined) return;
  const pauses = growingPauses(FIRST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** ATTEMPTS);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      return await tell(of, destination, { batch, records });
    } catch (error) {
      store.log.warn({ err: error, ...about, destination }, "an on-failure destination cannot be told");
      await pause(pauses.next(), signal);
    }
  }
}

type Discarded = { readonly batch: DiscardedBatch; readonly records: readonly object[] };

async function tell(
  { mapping, store }: { readonly mapping: StoredMapping; readonly store: LambdaStore },
  destination: string,
  { batch, records }: Discarded,
): Promise<void> {
  const { clock, ids } = store;
  const now = clock.now();
  const document = discardedBatch(batch, { now, requestId: ids.uuid() });
  const arn = parseArn(destination);
  const place = { account: arn?.account ?? "", region: arn?.region || mapping.place.region };
  const name = arn?.resource ?? "";
  const text = JSON.stringify(document);
  switch (arn?.service) {
    case "sqs": {
      const input = { QueueUrl: queueUrl({ name, place }), MessageBody: text };
      await askForMapping(mapping, { service: "sqs", operation: "SendMessage", input, place }, store);
      return;
    }
    case "sns": {
      const input = { TopicArn: destination, Message: text };
      await askForMapping(mapping, { service: "sns", operation: "Publish", input, place }, store);
      return;
    }
    case "s3": {
      // A bucket gets the records, too.
      const payload = JSON.stringify({ Records: records });
      const Body = Buffer.from(JSON.stringify({ ...document, payload }));
      const Key = discardedKey({ uuid: mapping.uuid, shardId: batch.shardId }, now, ids.uuid());
      const input = { Bucket: name, Key, Body };
      await askForMapping(mapping, { service: "s3", operation: "PutObject", input, place }, store);
      return;
    }
    default:
      throw new Error(`${destination} is no queue, topic or bucket.`);
  }
}
