import type { Entry, Range, Versioned } from "../port.ts";
import { headerOf, isExpired, MAX_STORED_KEY_BYTES, NOTHING, plainKey, storedKey, valueOf } from "./layout.ts";
import type { Space } from "./ledger.ts";
import type { View } from "./view.ts";

/** The record, unless it is expired. */
export function readRecord(view: View, key: Buffer, now: number): Versioned | undefined {
  const record = view.get(key);
  return record === undefined ? undefined : liveRecord(record, now);
}

/** The records of a range that are not expired. They are of one moment, since nothing waits in between. */
export function readRange(
  view: View,
  { seenNumber }: Space,
  { range, now }: { range: Range; now: number },
): readonly Entry[] {
  const from = bound(seenNumber, range.from ?? NOTHING);
  const to = range.to === undefined ? storedKey(seenNumber + 1, NOTHING) : bound(seenNumber, range.to);
  if (range.limit <= 0 || Buffer.compare(from, to) >= 0) return [];

  const { limit, maxBytes = Number.POSITIVE_INFINITY } = range;
  const entries: Entry[] = [];
  let bytes = 0;
  for (const { key, value } of view.entries({ from, to, reverse: range.reverse ?? false })) {
    const record = liveRecord(value, now);
    if (record === undefined) continue;
    const entry = { key: plainKey(key), ...record };
    entries.push(entry);
    bytes += entry.key.length + entry.value.length;
    if (entries.length >= limit || bytes >= maxBytes) break;
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
