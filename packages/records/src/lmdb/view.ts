import { spaceOfKey, type Store } from "./layout.ts";

/** Stored keys of one space from `from` (inclusive) to `to` (exclusive), in their order or against it. */
export type Bounds = { readonly from: Buffer; readonly to: Buffer; readonly reverse?: boolean };

export type StoredEntry = { readonly key: Buffer; readonly value: Buffer };

/** What can be read: the store, or the store with writes that are not in it yet. */
export type View = {
  readonly get: (key: Buffer) => Buffer | undefined;
  /** As `get`, without a copy: the bytes are there until the next read. */
  readonly peek: (key: Buffer) => Buffer | undefined;
  readonly entries: (bounds: Bounds) => Iterable<StoredEntry>;
};

/** A view that can be written to. */
export type Draft = View & {
  readonly put: (key: Buffer, value: Buffer) => void;
  readonly remove: (key: Buffer) => void;
};

/** A draft over another view: it keeps what is written and reads through to the view. */
export type Overlay = Draft & {
  /** What it has to write to become part of the view below. */
  readonly writes: () => readonly OverlayWrite[];
  readonly isEmpty: () => boolean;
  /** How many bytes of keys and values were written. */
  readonly bytes: () => number;
  /** Reads through to another view from now on. */
  readonly rebase: (below: View) => void;
};

/** `undefined`: removed. */
export type OverlayWrite = { readonly key: Buffer; readonly value: Buffer | undefined };

/** By the key in latin1, whose strings compare as the bytes do. */
type SpaceWrites = Map<string, OverlayWrite>;

/** What is on disk. */
export function viewOf(store: Store): View {
  return {
    get: (key) => store.getBinary(key),
    peek: (key) => store.getBinaryFast(key),
    entries: ({ from, to, reverse }) =>
      store.getRange(
        reverse
          ? { start: to, exclusiveStart: true, end: from, inclusiveEnd: true, reverse: true }
          : { start: from, end: to },
      ),
  };
}

export function overlayOn(view: View): Overlay {
  const spaces = new Map<number, SpaceWrites>();
  let below = view;
  let bytes = 0;

  const written = (key: Buffer): OverlayWrite | undefined => spaces.get(spaceOfKey(key))?.get(key.toString("latin1"));
  const write = (key: Buffer, value: Buffer | undefined): void => {
    const space = spaceOfKey(key);
    let writes = spaces.get(space);
    if (writes === undefined) {
      writes = new Map();
      spaces.set(space, writes);
    }
    writes.set(key.toString("latin1"), { key, value });
    bytes += key.length + (value?.length ?? 0);
  };
  return {
    get: (key) => {
      const own = written(key);
      return own === undefined ? below.get(key) : own.value && Buffer.from(own.value);
    },
    peek: (key) => {
      const own = written(key);
      return own === undefined ? below.peek(key) : own.value;
    },
    entries: (bounds) => {
      const own = within(spaces.get(spaceOfKey(bounds.from)), bounds);
      return own.length === 0 ? below.entries(bounds) : merge(own, below.entries(bounds), bounds);
    },
    put: write,
    remove: (key) => write(key, undefined),
    writes: () => Array.from(spaces.values()).flatMap((writes) => Array.from(writes.values())),
    isEmpty: () => spaces.size === 0,
    bytes: () => bytes,
    rebase: (other) => {
      below = other;
    },
  };
}

function within(writes: SpaceWrites = new Map(), { from, to, reverse }: Bounds): readonly OverlayWrite[] {
  const [first, end] = [from.toString("latin1"), to.toString("latin1")];
  const names = [...writes.keys()].filter((name) => name >= first && name < end).toSorted();
  if (reverse) names.reverse();
  return names.flatMap((name) => writes.get(name) ?? []);
}

/** Both in the order of the bounds; of two entries with one key, the written one counts. */
function* merge(
  written: readonly OverlayWrite[],
  stored: Iterable<StoredEntry>,
  { reverse }: Bounds,
): Iterable<StoredEntry> {
  let next = 0;
  for (const entry of stored) {
    let order = 1;
    for (let write = written[next]; write !== undefined; write = written[++next]) {
      order = Buffer.compare(entry.key, write.key) * (reverse ? -1 : 1);
      if (order < 0) break;
      yield* present(write);
      if (order === 0) {
        next++;
        break;
      }
    }
    if (order !== 0) yield entry;
  }
  for (const write of written.slice(next)) yield* present(write);
}

/** Copies, since whoever reads may do with the bytes what he likes. */
function present({ key, value }: OverlayWrite): readonly StoredEntry[] {
  return value === undefined ? [] : [{ key: Buffer.from(key), value: Buffer.from(value) }];
}
