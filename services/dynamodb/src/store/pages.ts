import { encodeKey, keyAfter } from "@skylab/records";
import type { Item } from "../domain/item/attribute-value.ts";
import { itemKey } from "../domain/item/item-key.ts";
import { itemSize } from "../domain/item/item-size.ts";
import type { ReadSource } from "../domain/read/read-source.ts";
import { indexSpace, itemSpace } from "./spaces.ts";
import type { StoredTable } from "./stored-table.ts";

/** A page ends with the item by which its items are so many bytes, as AWS counts them. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
export const PAGE_BYTES = 1024 * 1024;

/**
 * Records are read by their own bytes, which are never fewer than AWS counts: what a page lacks then is read as a further
 * chunk, of no fewer than so many bytes.
 */
const MIN_CHUNK_BYTES = 16 * 1024;

/** More than a page holds: a record is 20 bytes at least. */
const MAX_CHUNK_RECORDS = 100_000;

/** Of items that are fetched from the table, so many at a time: they may be 400 KB each. */
const FETCHED_AT_A_TIME = 100;

/** Stored keys, from the first to before the end. */
export type Bounds = { readonly from?: Uint8Array; readonly to?: Uint8Array };

export type PageRequest = {
  readonly source: ReadSource;
  readonly bounds: Bounds;
  /** From the end. */
  readonly reverse?: boolean;
  /** Items that are read at most. */
  readonly limit: number | undefined;
  /** Items are fetched from the table, because the index lacks attributes of them. */
  readonly fetches: boolean;
  /** `bytes` is asked for: counting them costs as much as reading the items does. */
  readonly measures: boolean;
};

/** What was read of a table or an index. */
export type Page = {
  /** In their order; of an index with what it projects, unless items are fetched. */
  readonly items: readonly Item[];
  /** Entries that were read: where items are fetched, one may be gone by then. */
  readonly count: number;
  /** Bytes of the entries, as AWS counts them. */
  readonly bytes: number;
  /** Of each item that was fetched from the table. */
  readonly fetchedBytes: readonly number[];
  /** The last entry that was read, where the page ended by its limit or its bytes. */
  readonly last: Item | undefined;
};

/** A page that is being read. */
type Draft = {
  readonly items: Item[];
  readonly fetchedBytes: number[];
  count: number;
  bytes: number;
  /** Bytes of what is answered: of the items, where they are fetched. */
  answeredBytes: number;
  /** Bytes of the records. */
  recordBytes: number;
  last: Item | undefined;
};

/** Reads a page of a table or of an index. */
export async function readPage(stored: StoredTable, request: PageRequest): Promise<Page> {
  const { source, limit = Number.POSITIVE_INFINITY, reverse = false, fetches } = request;
  const { table, index } = source;
  const space = index === undefined ? itemSpace(table) : indexSpace(table, index);
  const draft = newDraft();
  for (let bounds = request.bounds; ;) {
    const most = Math.min(limit - draft.count, fetches ? FETCHED_AT_A_TIME : MAX_CHUNK_RECORDS);
    const maxBytes = chunkBytes(draft);
    const chunk = await stored.partition.range(space, { ...bounds, limit: most, maxBytes, reverse });
    const bytes = chunk.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
    draft.recordBytes += bytes;
    const entries = chunk.map(({ value }) => stored.items.decode(value));
    const fetched = fetches ? await fetchItems(stored, entries) : undefined;
    addEntries(draft, request, { entries, fetched });
    const end = chunk.at(-1);
    if (draft.last !== undefined || end === undefined || (chunk.length < most && bytes < maxBytes)) return draft;
    bounds = reverse ? { ...bounds, to: end.key } : { ...bounds, from: keyAfter(end.key) };
  }
}

const newDraft = (): Draft => ({
  items: [],
  fetchedBytes: [],
  count: 0,
  bytes: 0,
  answeredBytes: 0,
  recordBytes: 0,
  last: undefined,
});

/** As many bytes of records as what the page lacks will be, to judge by what was read. */
function chunkBytes({ answeredBytes, recordBytes }: Draft): number {
  if (answeredBytes === 0) return PAGE_BYTES;
  return Math.max(MIN_CHUNK_BYTES, Math.ceil((PAGE_BYTES - answeredBytes) * (recordBytes / answeredBytes)));
}

type Chunk = { readonly entries: readonly Item[]; readonly fetched: readonly (Item | undefined)[] | undefined };

function addEntries(draft: Draft, { limit, measures }: PageRequest, { entries, fetched }: Chunk): void {
  // Where the records themselves are less than a page, no page ends by their bytes.
  const counts = measures || fetched !== undefined || draft.recordBytes >= PAGE_BYTES;
  for (const [position, entry] of entries.entries()) {
    const bytes = counts ? itemSize(entry) : 0;
    draft.count++;
    draft.bytes += bytes;
    if (fetched === undefined) {
      draft.items.push(entry);
      draft.answeredBytes += bytes;
    } else addFetched(draft, fetched[position]);
    if (draft.count === limit || draft.answeredBytes >= PAGE_BYTES) {
      draft.last = entry;
      return;
    }
  }
}

function addFetched(draft: Draft, item: Item | undefined): void {
  if (item === undefined) return;
  const bytes = itemSize(item);
  draft.items.push(item);
  draft.fetchedBytes.push(bytes);
  draft.answeredBytes += bytes;
}

async function fetchItems(
  { partition, items, table }: StoredTable,
  entries: readonly Item[],
): Promise<readonly (Item | undefined)[]> {
  const keys = entries.map((entry) => encodeKey(...itemKey(entry, table.key)));
  const found = await partition.getMany(items.space, keys);
  return found.map((one) => one && items.decode(one.value));
}
