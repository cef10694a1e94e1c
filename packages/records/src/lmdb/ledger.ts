import { decodeKey, encodeKey } from "../keys/tuple.ts";
import type { Listener } from "../port.ts";
import {
  DIRECTORY_SPACE,
  FIRST_SPACE,
  MAX_STORED_KEY_BYTES,
  NOTHING,
  plainKey,
  spaceIn,
  type Store,
  storedKey,
  storedSpace,
  storedVersion,
  VERSION_SPACE,
  versionIn,
} from "./layout.ts";

/** A space of a partition. It gets its number at its first mention in this process, and keeps it once that is stored. */
export type Space = {
  readonly partition: string;
  /** What the keys of its records begin with. */
  readonly number: number;
  /** Where its number and count are stored. */
  readonly directoryKey: Buffer;
  /** How many records it holds, as of the last commit that was decided. */
  count: number;
  readonly listeners: Set<Listener>;
};

/**
 * What the adapter remembers of the store: its spaces, and the last version. Both change in memory as commits are
 * decided, and are written down once per LMDB transaction.
 */
export type Ledger = {
  readonly find: (partition: string, space: string) => Space | undefined;
  /** As `find`; makes the space where there is none yet. Throws a RangeError for names of thousands of bytes. */
  readonly require: (partition: string, space: string) => Space;
  readonly withNumber: (number: number) => Space | undefined;
  readonly spaces: () => Iterable<Space>;
  readonly lastVersion: () => bigint;
  readonly nextVersion: () => bigint;
  /** The space holds so many records more, or fewer. */
  readonly addToCount: (space: Space, change: number) => void;
  /** At the end of a transaction and inside it. */
  readonly writeDown: () => void;
  /** After a transaction failed: back to what is stored. */
  readonly restore: () => void;
};

const VERSION_KEY = storedKey(VERSION_SPACE, NOTHING);
const DIRECTORY = { start: storedKey(DIRECTORY_SPACE, NOTHING), end: storedKey(DIRECTORY_SPACE + 1, NOTHING) };

export function openLedger(store: Store): Ledger {
  const { add, find, withNumber, spaces } = createDirectory();
  const changed = new Set<Space>();
  let storedLast = 0n;
  let last = 0n;

  for (const { key, value } of store.getRange(DIRECTORY)) {
    const [partition, space] = decodeKey(plainKey(key));
    if (typeof partition === "string" && typeof space === "string") add(partition, space, spaceIn(value));
  }
  const readVersion = (): void => {
    storedLast = versionIn(store.get(VERSION_KEY));
    last = storedLast;
  };
  readVersion();

  return {
    find,
    require: (partition, space) => find(partition, space) ?? add(partition, space),
    withNumber,
    spaces,
    lastVersion: () => last,
    nextVersion: () => ++last,
    addToCount: (space, change) => {
      space.count += change;
      changed.add(space);
    },
    writeDown: () => {
      if (last !== storedLast) store.putSync(VERSION_KEY, storedVersion(last));
      for (const space of changed) store.putSync(space.directoryKey, storedSpace(space));
      storedLast = last;
      changed.clear();
    },
    restore: () => {
      readVersion();
      changed.clear();
      for (const space of spaces()) {
        const stored = store.get(space.directoryKey);
        space.count = stored === undefined ? 0 : spaceIn(stored).count;
      }
    },
  };
}

type Directory = Pick<Ledger, "find" | "withNumber" | "spaces"> & {
  readonly add: (
    partition: string,
    space: string,
    stored?: { readonly number: number; readonly count: number },
  ) => Space;
};

function createDirectory(): Directory {
  const byName = new Map<string, Map<string, Space>>();
  const byNumber = new Map<number, Space>();
  let nextNumber = FIRST_SPACE;

  const add: Directory["add"] = (partition, name, { number, count } = { number: nextNumber, count: 0 }) => {
    const directoryKey = storedKey(DIRECTORY_SPACE, encodeKey(partition, name));
    if (directoryKey.length > MAX_STORED_KEY_BYTES) throw new RangeError(`Too long a name: ${partition}, ${name}`);
    const space: Space = { partition, number, directoryKey, count, listeners: new Set() };
    const neighbours = byName.get(partition) ?? new Map<string, Space>();
    byName.set(partition, neighbours.set(name, space));
    byNumber.set(number, space);
    nextNumber = Math.max(nextNumber, number + 1);
    return space;
  };
  return {
    add,
    find: (partition, space) => byName.get(partition)?.get(space),
    withNumber: (number) => byNumber.get(number),
    spaces: () => byNumber.values(),
  };
}
