import { type Entry, type Partition, type Range, type Versioned, type Write } from "./port.ts";
import { encodeKey, type KeyPart, type KeyRange, keyAfter, prefixRange } from "./keys/tuple.ts";
import { retryOnConflict } from "./retry.ts";
import type { Table } from "./table.ts";

/** The key of a row: `["orders"]`, `[groupName, userName]`. */
export type RowKey = readonly KeyPart[];

/** Which rows: those whose key begins with `prefix`, after a key, in key order. */
export type Listing = {
  readonly prefix?: RowKey;
  /** The rows after this key; it need not be there any more. */
  readonly after?: Uint8Array | undefined;
  readonly limit: number;
  readonly reverse?: boolean;
};

export type Listed<Row> = { readonly key: Uint8Array; readonly row: Row };

/** Rows as they are. */
export type Reader = {
  readonly get: <Row>(table: Table<Row>, ...key: RowKey) => Promise<Row | undefined>;
  readonly list: <Row>(table: Table<Row>, listing: Listing) => Promise<readonly Listed<Row>[]>;
};

/**
 * Rows that are read and written as one. What `get` answered is still so when the writes take effect, or the body runs
 * again. `list` sees neither this transaction's writes nor is it checked: what must not change meanwhile needs a row
 * that both sides get, such as the one that owns the list.
 */
export type Transaction = Reader & {
  readonly put: <Row>(table: Table<Row>, row: Row, ...key: RowKey) => void;
  readonly remove: (table: Pick<Table<never>, "space">, ...key: RowKey) => void;
};

/** Reads rows of a partition. */
export const readerOf = (partition: Partition): Reader => ({
  get: async (table, ...key) => {
    const found = await partition.get(table.space, encodeKey(...key));
    return found && table.decode(found.value);
  },
  list: async (table, listing) => {
    const entries = await partition.range(table.space, rangeOf(listing));
    return entries.map(({ key, value }: Entry) => ({ key, row: table.decode(value) }));
  },
});

/**
 * Runs `body` against the partition and commits what it wrote, all or nothing, if all that it got is as it was; else it
 * runs again, so it must do nothing but read, decide and write here. What it returns is returned, what it throws is thrown
 * and nothing is written.
 */
export function transact<Result>(
  partition: Partition,
  body: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return retryOnConflict(async () => {
    const attempt = new Attempt(partition);
    const result = await body(attempt);
    const refused = await attempt.commit();
    return refused ?? result;
  });
}

type Place = { readonly space: string; readonly key: Uint8Array };

class Attempt implements Transaction {
  readonly #partition: Partition;
  readonly #read = new Map<string, Place & { readonly found: Versioned | undefined }>();
  readonly #written = new Map<string, Write>();
  readonly list: Reader["list"];

  constructor(partition: Partition) {
    this.#partition = partition;
    this.list = readerOf(partition).list;
  }

  async get<Row>({ space, decode }: Table<Row>, ...parts: RowKey): Promise<Row | undefined> {
    const key = encodeKey(...parts);
    const name = nameOf({ space, key });
    const written = this.#written.get(name);
    if (written !== undefined) return "value" in written ? decode(written.value) : undefined;
    const read = this.#read.get(name) ?? { space, key, found: await this.#partition.get(space, key) };
    this.#read.set(name, read);
    return read.found && decode(read.found.value);
  }

  put<Row>({ space, encode }: Table<Row>, row: Row, ...parts: RowKey): void {
    const key = encodeKey(...parts);
    this.#written.set(nameOf({ space, key }), { kind: "put", space, key, value: encode(row) });
  }

  remove({ space }: Pick<Table<never>, "space">, ...parts: RowKey): void {
    const key = encodeKey(...parts);
    this.#written.set(nameOf({ space, key }), { kind: "remove", space, key });
  }

  /** The refusal, where something that was read has changed. */
  async commit(): Promise<{ readonly ok: false; readonly conflict: number } | undefined> {
    if (this.#written.size === 0) return undefined;
    const checks = Array.from(this.#read.values(), ({ space, key, found }) => ({
      space,
      key,
      version: found?.version,
    }));
    const result = await this.#partition.commit({ checks, writes: [...this.#written.values()] });
    return result.ok ? undefined : result;
  }
}

const nameOf = ({ space, key }: Place): string => `${space} ${Buffer.from(key).toString("latin1")}`;

function rangeOf({ after, limit, prefix = [], reverse = false }: Listing): Range {
  const whole: KeyRange = prefixRange(...prefix);
  return { ...(after === undefined ? whole : behind(after, whole, reverse)), limit, reverse };
}

/** The part of a range that is behind a key: whoever brings a key of another list gets nothing of that. */
export function behind(after: Uint8Array, { from, to }: KeyRange, reverse = false): KeyRange {
  if (reverse) return { from, to: Buffer.compare(after, to) < 0 ? after : to };
  const next = keyAfter(after);
  return { from: Buffer.compare(next, from) > 0 ? next : from, to };
}
