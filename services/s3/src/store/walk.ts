import { decodeKey, keyAfter, type Partition, startsWithRange } from "@skylab/records";

// How a listing goes through keys in their order: what has a common prefix is told once, and the rest of it jumped over.

export type Asked = {
  readonly prefix: string;
  /** "": none. */
  readonly delimiter: string;
  /** Only what comes after this key, or after all keys of this common prefix. "": from the beginning. */
  readonly after: string;
  /** So many entries and common prefixes together. */
  readonly limit: number;
};

export type Listed<Entry> = {
  readonly entries: readonly Entry[];
  readonly commonPrefixes: readonly string[];
  /** There is more; the last key or common prefix of this page is where the next one goes on. */
  readonly isTruncated: boolean;
  /** The last key or common prefix of the page. */
  readonly last: string | undefined;
};

/** Rows of a space whose keys begin with the key of an object. */
export type Source<Entry> = { readonly space: string; readonly decode: (value: Uint8Array) => Entry };

/** Reads rows of several spaces as one, in the order of their keys; at most so many, and fewer than that only at the end. */
export type Read<Entry> = (range: ReadRange) => Promise<readonly Row<Entry>[]>;

type ReadRange = { readonly from: Uint8Array; readonly to: Uint8Array; readonly limit: number };

/** Where it stands, and the entry, decoded when it is asked for: what is jumped over need not be. */
type Row<Entry> = { readonly at: Uint8Array; readonly entry: () => Entry };

/** So many rows are read at first; then half as many after each jump, and twice as many where there was nothing to jump over. */
const READ_AT_FIRST = 8;

/** A page: entries and common prefixes, from a key on or from the beginning. */
export async function walk<Entry>(
  asked: Asked,
  read: Read<Entry>,
  from: Uint8Array | undefined,
): Promise<Listed<Entry>> {
  const page = new Page<Entry>(asked);
  if (page.isFull) return page.listed(false);
  const { from: begin, to } = startsWithRange(asked.prefix);
  const most = asked.limit + 1;
  let next = later(begin, afterCommonPrefix(asked) ?? from);
  let batch = asked.delimiter === "" ? most : Math.min(most, READ_AT_FIRST);
  for (;;) {
    const rows = await read({ from: next, to, limit: batch });
    for (const row of rows) {
      if (isBefore(row.at, next)) continue;
      if (page.isFull) return page.listed(true);
      next = page.take(row);
    }
    const end = rows.at(-1)?.at;
    if (end === undefined || rows.length < batch) return page.listed(false);
    const hasJumped = isBefore(keyAfter(end), next);
    batch = hasJumped ? Math.ceil(batch / 2) : Math.min(most, 2 * batch);
  }
}

/** What a page tells so far. */
class Page<Entry> {
  readonly #asked: Asked;
  readonly #entries: Entry[] = [];
  readonly #commonPrefixes: string[] = [];
  #last: string | undefined;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  get isFull(): boolean {
    return this.#entries.length + this.#commonPrefixes.length >= this.#asked.limit;
  }

  /** Tells of a row; where the next one begins that is to be told. */
  take({ at, entry }: Row<Entry>): Uint8Array {
    const key = keyAt(at);
    const common = commonPrefix(key, this.#asked);
    this.#last = common ?? key;
    if (common === undefined) {
      this.#entries.push(entry());
      return keyAfter(at);
    }
    this.#commonPrefixes.push(common);
    return startsWithRange(common).to;
  }

  listed(isTruncated: boolean): Listed<Entry> {
    return { entries: this.#entries, commonPrefixes: this.#commonPrefixes, isTruncated, last: this.#last };
  }
}

/** The beginning of a key up to the delimiter behind the prefix; where there is none, the key stands for itself. */
function commonPrefix(key: string, { prefix, delimiter }: Asked): string | undefined {
  const found = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return found === -1 ? undefined : key.slice(0, found + delimiter.length);
}

/** A page that ended inside of a common prefix, or with it, told it: AWS tells it no more. */
function afterCommonPrefix(asked: Asked): Uint8Array | undefined {
  const { after, prefix } = asked;
  const common = after.startsWith(prefix) ? commonPrefix(after, asked) : undefined;
  return common === undefined ? undefined : startsWithRange(common).to;
}

/** The first part of a row's key. */
function keyAt(at: Uint8Array): string {
  const [key] = decodeKey(at);
  if (typeof key !== "string") throw new Error("A row that is listed does not begin with the key of an object");
  return key;
}

const isBefore = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) < 0;

const later = (one: Uint8Array, other: Uint8Array | undefined): Uint8Array =>
  other === undefined || isBefore(other, one) ? one : other;

/** Reads several spaces of a partition as one. */
export const mergedSpaces =
  <Entry>(partition: Partition, sources: readonly Source<Entry>[]): Read<Entry> =>
  async ({ from, to, limit }) => {
    if (!isBefore(from, to)) return [];
    const found = await Promise.all(
      sources.map(async (source) => ({ source, entries: await partition.range(source.space, { from, to, limit }) })),
    );
    const rows = found.flatMap(({ source, entries }) =>
      entries.map(({ key, value }): Row<Entry> => ({ at: key, entry: () => source.decode(value) })),
    );
    if (sources.length > 1) rows.sort((a, b) => Buffer.compare(a.at, b.at));
    // Those of each space that are behind the first `limit` of all were not read.
    return rows.slice(0, limit);
  };
