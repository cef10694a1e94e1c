/**
 * How records lie in Redis. All keys of a partition have one hash tag, so that a cluster keeps them together and a script
 * may use them all:
 *
 * ```
 * {prefix:partition}version            the version of the last commit
 * {prefix:partition}recent             hash: commit id -> version, of the last commits: see commit-script.ts
 * {prefix:partition}older              hash: likewise, of those before
 * {prefix:partition}order:space        sorted set: the keys of the space's records, all of score 0 and so in byte order
 * {prefix:partition}records:space      hash: key -> version in 8 bytes, expiry in 8 (a double; infinite: never), the value
 * {prefix:partition}expiries:space     sorted set: the keys of the records that expire, by expiry
 * ```
 *
 * A message to the channel that is called as the order is tells who wrote to the space: the commit's id, then each key
 * behind its length in two bytes. No key: anything may have changed.
 */
import { randomBytes } from "node:crypto";
import type { Versioned } from "../port.ts";

/** The names of the keys of one partition. */
export type PartitionKeys = {
  readonly version: string;
  readonly recent: string;
  readonly older: string;
  readonly space: (name: string) => SpaceKeys;
};

export type SpaceKeys = { readonly order: string; readonly records: string; readonly expiries: string };

const ORDER = "order:";
const EXPIRIES = "expiries:";

const VERSION_BYTES = 8;
const EXPIRY_BYTES = 8;
const HEADER_BYTES = VERSION_BYTES + EXPIRY_BYTES;

const ORIGIN_BYTES = 8;
const COMMIT_ID_BYTES = ORIGIN_BYTES + 8;
const KEY_LENGTH_BYTES = 2;

/** Throws a RangeError for a prefix that the keys cannot begin with. */
export function checkPrefix(prefix: string): void {
  if (!/^[\w-]+$/.test(prefix)) throw new RangeError(`A prefix has letters, digits, _ and - only: ${prefix}`);
}

export function partitionKeys(prefix: string, partition: string): PartitionKeys {
  const tag = `{${prefix}:${escaped(partition)}}`;
  return {
    version: `${tag}version`,
    recent: `${tag}recent`,
    older: `${tag}older`,
    space: (name) => ({
      order: `${tag}${ORDER}${name}`,
      records: `${tag}records:${name}`,
      expiries: `${tag}${EXPIRIES}${name}`,
    }),
  };
}

/** Patterns for SCAN. A space with no record has no order, one where nothing expires has no expiries. */
export const everyOrder = (prefix: string): string => `{${prefix}:*}${ORDER}*`;
export const everyExpiries = (prefix: string): string => `{${prefix}:*}${EXPIRIES}*`;

/** The partition and the space whose order or expiries have this name; `undefined` for another key. */
export function spaceOfKey(key: string): { readonly partition: string; readonly space: string } | undefined {
  const [, partition, space] = /^\{[^:]*:([^}]*)\}(?:order|expiries):(.*)$/s.exec(key) ?? [];
  return partition === undefined || space === undefined ? undefined : { partition: unescaped(partition), space };
}

/** The value and the version of what the records hash holds, unless it is expired. */
export function liveRecord(record: Buffer, now: number): Versioned | undefined {
  if (record.readDoubleBE(VERSION_BYTES) <= now) return undefined;
  return { value: record.subarray(HEADER_BYTES), version: record.readBigUInt64BE() };
}

export function storedVersion(version: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(VERSION_BYTES);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, version));
  return bytes;
}

/** The same bytes, without a copy. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What the ids of the commits of one process begin with, and nobody else's. */
export function newOrigin(): Buffer {
  return randomBytes(ORIGIN_BYTES);
}

export function commitId(origin: Buffer, number: number): Buffer {
  const id = Buffer.allocUnsafe(COMMIT_ID_BYTES);
  origin.copy(id);
  id.writeBigUInt64BE(BigInt(number), ORIGIN_BYTES);
  return id;
}

export type Message = {
  readonly origin: Buffer;
  /** `undefined`: anything may have changed. */
  readonly keys: readonly Uint8Array[] | undefined;
};

export function messageIn(bytes: Buffer): Message {
  const keys: Uint8Array[] = [];
  for (let offset = COMMIT_ID_BYTES; offset < bytes.length;) {
    const start = offset + KEY_LENGTH_BYTES;
    offset = start + bytes.readUInt16BE(offset);
    keys.push(bytes.subarray(start, offset));
  }
  return {
    origin: bytes.subarray(0, ORIGIN_BYTES),
    keys: keys.length === 0 ? undefined : keys,
  };
}

// The first closing brace ends the hash tag.
function escaped(partition: string): string {
  return partition.replaceAll("%", "%25").replaceAll("}", "%7D");
}

function unescaped(partition: string): string {
  return partition.replaceAll("%7D", "}").replaceAll("%25", "%");
}
