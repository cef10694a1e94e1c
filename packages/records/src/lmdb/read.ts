import type { Entry, Range, Versioned } from "../port.ts";
import {
  headerOf,
  isExpired,
  MAX_STORED_KEY_BYTES,
  NOTHING,
  plainKey,
  type Store,
  storedKey,
  valueOf,
} from "./layout.ts";
import type { Space } from "./ledger.ts";

/** The record, unless it is expired. */
export function readRecord(store: Store, key: Buffer, now: number): Versioned | undefined {
  const record = store.getBinary(key);
  return record === undefined ? undefined : liveRecord(record, now);
}

/** The records of a range that are not expired. LMDB gives one view, since nothing waits in between. */
export function readRange(
  store: Store,
  { number }: Space,
  { range, now }: { range: Range; now: number },
): readonly Entry[] {
  const from = bound(number, range.from ?? NOTHING);
  const to = range.to === undefined ? storedKey(number + 1, NOTHING) : bound(number, range.to);
  if (range.limit <= 0 || Buffer.compare(from, to) >= 0) return [];

  const entries: Entry[] = [];
  const bounds = range.reverse
    ? { start: to, exclusiveStart: true, end: from, inclusiveEnd: true, reverse: true }
    : { start: from, end: to };
  for (const { key, value } of store.getRange(bounds)) {
    const record = liveRecord(value, now);
    if (record === undefined) continue;
    entries.push({ key: plainKey(key), ...record });
    if (entries.length >= range.limit) break;
  }
  return entries;
}

function liveRecord(record: Buffer, now: number): Versioned | undefined {
  const header = headerOf(record);
  return isExpired(header, now) ? undefined : { value: valueOf(record), version: header.version };
}

/** A bound may be longer than any key; LMDB takes none such, and what is behind the longest key decides nothing. */
function bound(space: number, key: Uint8Array): Buffer {
  return storedKey(space, key).subarray(0, MAX_STORED_KEY_BYTES);
}
