import { decodeKey, encodeKey } from "../keys/tuple.ts";
import type { Listener } from "../port.ts";
import {
  DIRECTORY_SPACE,
  FIRST_SPACE,
  MAX_STORED_KEY_BYTES,
  NOTHING,
  plainKey,
  spaceIn,
  storedKey,
  storedSpace,
  storedVersion,
  VERSION_SPACE,
  versionIn,
} from "./layout.ts";
import type { Draft, View } from "./view.ts";

/**
 * A space of a partition. It gets its number at its first mention in this process, keeps it once that is stored, and gets
 * another when it is dropped: what is under the old one is garbage then.
 */
export type Space = {
  readonly partition: string;
  /** What the keys of its records begin with, as of the last commit that was decided. */
  number: number;
  /** Likewise, as of the last commit that was answered: readers go by it. */
  seenNumber: number;
  /** Where its number and count are stored. */
  readonly directoryKey: Buffer;
  /** How many records it holds, as of the last commit that was decided. */
  count: number;
  readonly listeners: Set<Listener>;
};

/**
 * What the adapter remembers of the store: its spaces, and the last version. Both change in memory as commits are
 * decided, and are written down with them.
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
  /** The space is empty under a new number. */
  readonly renumber: (space: Space) => void;
  /** Writes into the draft what changed since the last time. */
  readonly writeDown: (draft: Draft) => void;
  /** After what was written down could not be stored: back to what is. */
  readonly restore: () => void;
};

const VERSION_KEY = storedKey(VERSION_SPACE, NOTHING);
const DIRECTORY = { from: storedKey(DIRECTORY_SPACE, NOTHING), to: storedKey(DIRECTORY_SPACE + 1, NOTHING) };

export function openLedger(stored: View): Ledger {
  const { add, find, withNumber, renumber, spaces } = createDirectory();
  const changed = new Set<Space>();
  let written = 0n;
  let last = 0n;

  for (const { key, value } of stored.entries(DIRECTORY)) {
    const [partition, space] = decodeKey(plainKey(key));
    if (typeof partition === "string" && typeof space === "string") add(partition, space, spaceIn(value));
  }
  const readVersion = (): void => {
    written = versionIn(stored.get(VERSION_KEY));
    last = written;
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
    renumber: (space) => {
      renumber(space);
      space.count = 0;
      changed.add(space);
    },
    writeDown: (draft) => {
      if (last !== written) draft.put(VERSION_KEY, storedVersion(last));
      for (const space of changed) draft.put(space.directoryKey, storedSpace(space));
      written = last;
      changed.clear();
    },
    restore: () => {
      readVersion();
      changed.clear();
      for (const space of spaces()) {
        renumber(space, space.seenNumber);
        const entry = stored.get(space.directoryKey);
        space.count = entry === undefined ? 0 : spaceIn(entry).count;
      }
    },
  };
}

type Directory = Pick<Ledger, "find" | "withNumber" | "spaces"> & {
  /** Gives the space another number: one that was never used, or the one that it had. */
  readonly renumber: (space: Space, number?: number) => void;
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
    const space: Space = { partition, number, seenNumber: number, directoryKey, count, listeners: new Set() };
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
    renumber: (space, number = nextNumber++) => {
      byNumber.delete(space.number);
      space.number = number;
      byNumber.set(number, space);
    },
    spaces: () => [...byNumber.values()],
  };
}
