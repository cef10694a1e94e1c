import { createHash } from "node:crypto";
import type { SequencePosition } from "./sequence-number.ts";
import { invalidShardIterator, iteratorExpired } from "./stream-errors.ts";

/** Where a reader of a shard goes on. All of it is in the token, so that any replica reads it. */
export type ShardIterator = {
  readonly streamArn: string;
  readonly shardIndex: number;
  /** Of the next change, or before it. */
  readonly position: SequencePosition;
  /** There was a change at the very position. */
  readonly isAtChange: boolean;
  readonly createdAt: number;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
const MAX_AGE_MS = 15 * 60 * 1000;

/** Between the stream's ARN and what only we read, as AWS's iterators have it. */
const SEPARATOR = "|1|";
/** Where what stands in an iterator. */
const AT = { splits: 0, shardIndex: 1, version: 2, index: 10, isAtChange: 12, createdAt: 13 };
const TIME_BYTES = 6;
const BYTES = 19;
const DIGEST_BYTES = 20;

/** `arn:aws:dynamodb:…/stream/2026-11-26T04:10:00.123|1|AAAB…`, with a digest, so that nobody makes one up by mistake. */
export function writeIterator(iterator: ShardIterator): string {
  const { createdAt, isAtChange, position, shardIndex, streamArn } = iterator;
  const bytes = Buffer.alloc(BYTES);
  bytes.writeUInt8(position.splits, AT.splits);
  bytes.writeUInt8(shardIndex, AT.shardIndex);
  bytes.writeBigUInt64BE(position.version, AT.version);
  bytes.writeUInt16BE(position.index, AT.index);
  bytes.writeUInt8(isAtChange ? 1 : 0, AT.isAtChange);
  bytes.writeUIntBE(createdAt, AT.createdAt, TIME_BYTES);
  return streamArn + SEPARATOR + Buffer.concat([digestOf(streamArn, bytes), bytes]).toString("base64");
}

/**
 * @throws AwsError `ValidationException`, and `ExpiredIteratorException` fifteen minutes after it was made
 */
export function readIterator(text: string, now: number): ShardIterator {
  const [streamArn = "", sealed = ""] = text.split(SEPARATOR, 2);
  const sealedBytes = Buffer.from(sealed, "base64");
  const bytes = sealedBytes.subarray(DIGEST_BYTES);
  if (bytes.length !== BYTES || !digestOf(streamArn, bytes).equals(sealedBytes.subarray(0, DIGEST_BYTES))) {
    throw invalidShardIterator();
  }
  const createdAt = bytes.readUIntBE(AT.createdAt, TIME_BYTES);
  if (now - createdAt > MAX_AGE_MS) throw iteratorExpired();
  return {
    streamArn,
    shardIndex: bytes.readUInt8(AT.shardIndex),
    position: {
      splits: bytes.readUInt8(AT.splits),
      version: bytes.readBigUInt64BE(AT.version),
      index: bytes.readUInt16BE(AT.index),
    },
    isAtChange: bytes.readUInt8(AT.isAtChange) === 1,
    createdAt,
  };
}

/** The stream that an iterator reads, whatever else is in it: access is decided by it. */
export const streamOfIterator = (text: string): string => text.split(SEPARATOR, 1)[0] ?? "";

const digestOf = (streamArn: string, bytes: Uint8Array): Buffer =>
  createHash("sha256").update(streamArn).update(bytes).digest().subarray(0, DIGEST_BYTES);
