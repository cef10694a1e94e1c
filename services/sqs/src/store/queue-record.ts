import type { QueueAttributes } from "../domain/queue-attributes.ts";

/** What is kept of a queue, as JSON. Times are milliseconds since the epoch. */
export type QueueRecord = {
  /** The engine's id: another one for each queue of the same name. */
  readonly id: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly attributes: QueueAttributes;
  readonly tags: Readonly<Record<string, string>>;
};

export const encodeQueueRecord = (record: QueueRecord): Uint8Array => Buffer.from(JSON.stringify(record));

export const decodeQueueRecord = (value: Uint8Array): QueueRecord =>
  JSON.parse(Buffer.from(value).toString()) as QueueRecord; // as: `encodeQueueRecord` alone writes this space.
