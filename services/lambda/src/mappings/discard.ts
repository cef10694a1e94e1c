import { parseArn, pause } from "@skylab/aws";
import { isHopeless } from "../destinations/is-hopeless.ts";
import { invalidParameterValue } from "../domain/errors.ts";
import { type DiscardedBatch, discardedBatch, discardedKey } from "../domain/mappings/discarded-batch.ts";
import type { StoredMapping } from "../domain/mappings/mapping.ts";
import type { LambdaStore } from "../store/store.ts";
import { askForMapping } from "./as-role.ts";
import { growingPauses } from "./pauses.ts";
import { queueUrl } from "./queue-source.ts";

/** Where a destination cannot be reached. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** So long it is tried; by then the stream has forgotten what comes behind. */
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

/**
 * Tells a mapping's on-failure destination, where it has one, of records that are given up: again and again until it can be
 * reached, or will never take it, a day at most. False where the signal ended that before. Never rejects.
 */
export async function tellOfDiscarded(
  of: { readonly mapping: StoredMapping; readonly store: LambdaStore; readonly signal: AbortSignal },
  batch: DiscardedBatch,
  records: readonly object[],
): Promise<boolean> {
  const { mapping, signal, store } = of;
  const destination = mapping.settings.stream?.DestinationConfig.OnFailure.Destination;
  const about = { mapping: mapping.uuid, condition: batch.condition, records: records.length };
  store.log.warn(about, "records of a stream are given up");
  if (destination === undefined) return true;
  // What may have arrived without an answer is the same when it is told again.
  const discarded = { batch, records, now: store.clock.now(), id: store.ids.uuid() };
  const pauses = growingPauses(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
  while (!signal.aborted) {
    try {
      await tell(of, destination, discarded);
      return true;
    } catch (error) {
      const isOver = isHopeless(error) || store.clock.now() - discarded.now >= GIVEN_UP_AFTER_MS;
      const what = { err: error, ...about, destination };
      store.log.warn(
        what,
        isOver ? "an on-failure destination is not told" : "an on-failure destination is told later",
      );
      if (isOver) return true;
      await pause(pauses.next(), signal);
    }
  }
  return false;
}

type Discarded = {
  readonly batch: DiscardedBatch;
  readonly records: readonly object[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly id: string;
};

async function tell(
  { mapping, store }: { readonly mapping: StoredMapping; readonly store: LambdaStore },
  destination: string,
  { batch, id, now, records }: Discarded,
): Promise<void> {
  const document = discardedBatch(batch, { now, requestId: id });
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
      const Key = discardedKey({ uuid: mapping.uuid, shardId: batch.shardId }, now, id);
      const input = { Bucket: name, Key, Body };
      await askForMapping(mapping, { service: "s3", operation: "PutObject", input, place }, store);
      return;
    }
    default:
      throw invalidParameterValue(`${destination} is no queue, topic or bucket.`);
  }
}
