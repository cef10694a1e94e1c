import type { Queue } from "@skylab/queues";
import { MAX_IN_FLIGHT, MAX_VISIBILITY_TIMEOUT_SECONDS } from "../domain/limits.ts";
import { type QueueAddress, queueArn } from "../domain/queue-arn.ts";
import { type QueueSettings, settingsOf } from "../domain/queue-settings.ts";
import type { QueueRecord } from "./queue-record.ts";

/** A queue that exists, with everything that a request needs of it. */
export type StoredQueue = QueueAddress & {
  readonly arn: string;
  readonly settings: QueueSettings;
  readonly record: QueueRecord;
  /** As the queues port knows it. */
  readonly engine: Queue;
};

/** A queue without the one that its redrive policy names: whoever moves messages into it needs no more. */
export function prepareQueue(address: QueueAddress, record: QueueRecord): StoredQueue {
  const settings = settingsOf(address, record.attributes);
  return { ...address, arn: queueArn(address), settings, record, engine: engineQueue(record.id, settings) };
}

/** The queue with its dead-letter queue. Where that is gone, AWS leaves the messages in their queue; so do we. */
export function withDeadLetterQueue(queue: StoredQueue, deadLetterQueue: StoredQueue | undefined): StoredQueue {
  const { redrive } = queue.settings;
  if (!redrive || !deadLetterQueue) return queue;
  const deadLetter = { queue: deadLetterQueue.engine, maxReceives: redrive.maxReceiveCount, source: queue.arn };
  return { ...queue, engine: { ...queue.engine, deadLetter } };
}

function engineQueue(id: string, settings: QueueSettings): Queue {
  const queue = {
    id,
    retentionMs: settings.retentionSeconds * 1000,
    maxInFlight: MAX_IN_FLIGHT,
    maxVisibilityMs: MAX_VISIBILITY_TIMEOUT_SECONDS * 1000,
  };
  if (!settings.fifo) return queue;
  return {
    ...queue,
    fifo: { deduplicationScope: settings.deduplicationScope, delayMs: settings.delaySeconds * 1000 },
  };
}
