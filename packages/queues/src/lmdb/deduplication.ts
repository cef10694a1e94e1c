import { hash } from "node:crypto";
import type { FifoSettings, NewMessage } from "../port.ts";
import type { Disk } from "./disk.ts";
import { generationKey } from "./keys.ts";
import { ID_BYTES } from "../message-record.ts";

/** A repeated deduplication id is recognised so long after its first message. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
export const DEDUPLICATION_MS = 5 * 60 * 1000;

/** The first message that came with a deduplication id. */
export type First = {
  readonly id: string;
  readonly order: number;
  readonly at: number;
  /** Resolves when it is on the disk: a duplicate must not be answered before its first. */
  readonly stored: Promise<void>;
};

/**
 * What a FIFO queue remembers of deduplication ids, in buckets of five minutes: an id is looked up in the bucket of now
 * and in those beside it, and older buckets are deleted whole.
 */
export type Deduplication = {
  readonly find: (message: NewMessage, settings: FifoSettings, now: number) => First | undefined;
  /** Remembers from now on; the function returned puts it into the running transaction, which is to be the message's. */
  readonly remember: (message: NewMessage, settings: FifoSettings, first: First) => () => void;
  /** Deletes up to `limit` ids that are forgotten; resolves to how many there were. */
  readonly sweep: (now: number, limit: number) => Promise<number>;
};

/** The record of a first message: id · order (6) · at (6). */
const ORDER_AT = ID_BYTES;
const FIRST_AT = ORDER_AT + 6;

const bucketOf = (at: number): number => Math.floor(at / DEDUPLICATION_MS);

export function createDeduplication(disk: Disk, generation: number): Deduplication {
  const onTheWay = new Map<string, First>();

  const read = (bucket: number, digest: string): First | undefined => {
    const record = disk.deduplication.get(deduplicationKey(generation, bucket, digest));
    if (!record) return undefined;
    return {
      id: record.toString("latin1", 0, ORDER_AT),
      order: record.readUIntBE(ORDER_AT, 6),
      at: record.readUIntBE(FIRST_AT, 6),
      stored: Promise.resolve(),
    };
  };
  return {
    find: (message, settings, now) => {
      const digest = digestOf(message, settings);
      const bucket = bucketOf(now);
      const first =
        // The first may be in the bucket to come: a clock can be set back.
        onTheWay.get(digest) ?? read(bucket, digest) ?? read(bucket - 1, digest) ?? read(bucket + 1, digest);
      return first && now - first.at < DEDUPLICATION_MS ? first : undefined;
    },
    remember: (message, settings, first) => {
      const digest = digestOf(message, settings);
      onTheWay.set(digest, first);
      void first.stored.catch(() => undefined).then(() => onTheWay.delete(digest));
      return () => {
        const record = Buffer.allocUnsafe(FIRST_AT + 6);
        record.write(first.id, 0, "latin1");
        record.writeUIntBE(first.order, ORDER_AT, 6);
        record.writeUIntBE(first.at, FIRST_AT, 6);
        void disk.deduplication.put(deduplicationKey(generation, bucketOf(first.at), digest), record);
      };
    },
    sweep: async (now, limit) => {
      const start = generationKey(generation);
      const end = deduplicationKey(generation, bucketOf(now) - 1, "");
      const keys = [...disk.deduplication.getKeys({ start, end, limit })];
      if (keys.length === 0) return 0;
      await disk.write(() => {
        for (const key of keys) void disk.deduplication.remove(key);
      });
      return keys.length;
    },
  };
}

/** Ids and groups may be long; 132 bits of SHA-256 stand for both. */
const DIGEST_LENGTH = 22;

function digestOf(message: NewMessage, settings: FifoSettings): string {
  const id = message.deduplicationId ?? "";
  const scoped = settings.deduplicationScope === "messageGroup" ? JSON.stringify([message.groupId, id]) : id;
  return hash("sha256", scoped, "base64url").slice(0, DIGEST_LENGTH);
}

function deduplicationKey(generation: number, bucket: number, digest: string): Buffer {
  const key = Buffer.allocUnsafe(4 + 4 + digest.length);
  key.writeUInt32BE(generation, 0);
  key.writeUInt32BE(bucket, 4);
  key.write(digest, 8, "latin1");
  return key;
}
