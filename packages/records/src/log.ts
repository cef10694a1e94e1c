import { followedBy, type KeyRange } from "./keys/tuple.ts";

/** What an append adds to its key: the commit's version in eight bytes, and the write's position in the commit in two. */
export const APPEND_BYTES = 10;

/** The key of an appended record. Two appends of one commit have two keys, in their order. */
export function appendedKey(key: Uint8Array, version: bigint, position: number): Uint8Array {
  const appended = Buffer.alloc(key.length + APPEND_BYTES);
  appended.set(key);
  appended.writeBigUInt64BE(version, key.length);
  appended.writeUInt16BE(position, key.length + 8);
  return appended;
}

/**
 * The records that were appended under `key`, or only those of commits later than the version `after`. To go on behind
 * an entry, begin at `keyAfter(entry.key)` instead: a commit may have appended several.
 */
export function logRange(key: Uint8Array, after = -1n): KeyRange {
  // Versions stay far below 2^63, so that none begins with this byte.
  return { from: appendedKey(key, after + 1n, 0), to: followedBy(key, 0x80) };
}
