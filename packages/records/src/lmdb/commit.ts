import { appendedKey } from "../log.ts";
import type { Check, Commit, CommitResult, Write } from "../port.ts";
import { expiryKey, garbageKey, type Header, headerOf, isExpired, NOTHING, storedKey, storedRecord } from "./layout.ts";
import type { Ledger, Space } from "./ledger.ts";
import type { Draft, View } from "./view.ts";

/** The moment in which a commit is decided: the draft has what all commits before it wrote. */
export type Moment = { readonly draft: Draft; readonly ledger: Ledger; readonly now: number };

export type Decided = {
  readonly result: CommitResult;
  readonly touched: Touched;
  /** The spaces that were dropped, and the numbers that they have now. */
  readonly dropped: ReadonlyMap<Space, number>;
  /** When the first of the records written will expire. */
  readonly expiresAt: number | undefined;
};

/**
 * The keys that were written or removed, by space. `undefined`: anything may have changed, or nobody listened yet: who comes
 * before the commit is answered does not see what it wrote.
 */
export type Touched = Map<Space, Uint8Array[] | undefined>;

/** Makes the spaces that a commit writes to; apart from deciding, since nothing may throw between two writes of a task. */
export function requireSpaces(ledger: Ledger, partition: string, { writes }: Commit): void {
  for (const { space } of writes) ledger.require(partition, space);
}

/** Writes everything that the commit says, or finds the check that does not hold. */
export function decide(moment: Moment, partition: string, { checks = [], writes }: Commit): Decided {
  const { ledger } = moment;
  const touched: Touched = new Map();
  const dropped = new Map<Space, number>();
  const conflict = checks.findIndex((check) => !holds(moment, partition, check));
  if (conflict !== -1) return { result: { ok: false, conflict }, touched, dropped, expiresAt: undefined };

  const version = writes.length === 0 ? ledger.lastVersion() : ledger.nextVersion();
  let expiresAt = Number.POSITIVE_INFINITY;
  for (const [position, write] of writes.entries()) {
    const space = ledger.require(partition, write.space);
    if (write.kind === "drop") {
      dropped.set(space, drop(moment, space));
      touched.set(space, undefined);
      continue;
    }
    const key = write.kind === "append" ? appendedKey(write.key, version, position) : write.key;
    const stored = storedKey(space.number, key);
    if (write.kind === "remove") remove(moment, space, stored);
    else {
      put(moment, space, { key: stored, version, write });
      expiresAt = Math.min(expiresAt, write.expiresAt ?? expiresAt);
    }
    touch(touched, space, key);
  }
  return {
    result: { ok: true, version },
    touched,
    dropped,
    expiresAt: Number.isFinite(expiresAt) ? expiresAt : undefined,
  };
}

/** Tells those who listen. */
export function notify(touched: Touched): void {
  for (const [space, keys] of touched) for (const listener of space.listeners) listener(keys);
}

export function touch(touched: Touched, space: Space, key: Uint8Array): void {
  if (touched.has(space)) touched.get(space)?.push(key);
  else touched.set(space, space.listeners.size === 0 ? undefined : [key]);
}

/** Removes the record under this stored key, if there is one, and its entry of the expiry index. */
export function remove({ draft, ledger }: Moment, space: Space, key: Buffer): void {
  const old = readHeader(draft, key);
  if (old === undefined) return;
  if (old.expiresAt !== undefined) draft.remove(expiryKey(old.expiresAt, key));
  draft.remove(key);
  ledger.addToCount(space, -1);
}

/** Leaves the space empty under the number that it returns, and what was in it to the collector of garbage. */
function drop({ draft, ledger }: Moment, space: Space): number {
  if (space.count === 0) return space.number;
  draft.put(garbageKey(space.number), NOTHING);
  ledger.renumber(space);
  return space.number;
}

/** The header of the record under a stored key, expired or not. */
export function readHeader(view: View, key: Buffer): Header | undefined {
  const record = view.peek(key);
  return record === undefined ? undefined : headerOf(record);
}

type Put = { readonly key: Buffer; readonly version: bigint; readonly write: Extract<Write, { value: unknown }> };

function put({ draft, ledger }: Moment, space: Space, { key, version, write }: Put): void {
  // The key of an append is new: its version was never given out before.
  const old = write.kind === "append" ? undefined : readHeader(draft, key);
  if (old === undefined) ledger.addToCount(space, 1);
  if (old?.expiresAt !== undefined) draft.remove(expiryKey(old.expiresAt, key));
  draft.put(key, storedRecord({ version, expiresAt: write.expiresAt }, write.value));
  if (write.expiresAt !== undefined) draft.put(expiryKey(write.expiresAt, key), NOTHING);
}

function holds({ draft, ledger, now }: Moment, partition: string, { space, key, version }: Check): boolean {
  const known = ledger.find(partition, space);
  const header = known === undefined ? undefined : readHeader(draft, storedKey(known.number, key));
  const found = header === undefined || isExpired(header, now) ? undefined : header.version;
  return found === version;
}
