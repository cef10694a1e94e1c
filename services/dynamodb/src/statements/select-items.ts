import type { Item } from "../domain/item/attribute-value.ts";
import { type Capacity, sumCapacity } from "../domain/item/capacity.ts";
import { checkItemKeys } from "../domain/item/check-key.ts";
import { invalidNextToken, type ReadPosition, type SelectPlan } from "../domain/partiql/index.ts";
import { readItem } from "../domain/item/read-item.ts";
import { lastKey } from "../domain/read/read-source.ts";
import { fetchesItems, pageCapacity } from "../items/page-answer.ts";
import { readsOf } from "./statement-reads.ts";
import { type Bounds, PAGE_BYTES, type Page, readPage } from "../store/pages.ts";
import { behindKey } from "../store/queries.ts";
import type { StoredTable } from "../store/stored-table.ts";

/** A page of a SELECT holds what so many of its reads find. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html#ql-operators.logical */
const READS_PER_PAGE = 10;

/** Which page of a SELECT. */
export type SelectRequest = {
  readonly position: ReadPosition;
  readonly limit: number | undefined;
  readonly isConsistent: boolean;
  /** `capacity` is asked for. */
  readonly measures: boolean;
};

export type SelectedItems = {
  readonly items: readonly Item[];
  /** Where the next page begins, if there is one. */
  readonly next: ReadPosition | undefined;
  /** The key of the last item that was looked at, where the page ended with it. */
  readonly last: Item | undefined;
  readonly capacity: Capacity;
};

/**
 * Reads a page of a SELECT: one read after the other, until the page is full.
 * @throws AwsError `ValidationException` where reads overlap, or it cannot begin there
 */
export async function selectItems(
  stored: StoredTable,
  plan: SelectPlan,
  request: SelectRequest,
): Promise<SelectedItems> {
  const reads = plan.branches === undefined ? EVERYTHING : readsOf(plan.branches, plan.reverse);
  const { position, isConsistent } = request;
  const room: Room = { items: request.limit, bytes: PAGE_BYTES, reads: READS_PER_PAGE };
  const items: Item[] = [];
  const parts: Capacity[] = [];
  const measures = request.measures || reads.length > 1;
  let behind = startOf(plan, position);
  for (const [index, bounds] of reads.slice(position.read).entries()) {
    const read = position.read + index;
    const page = await readOne(stored, plan, { bounds, behind, limit: room.items, measures });
    behind = undefined;
    // Not as arguments of one push: of small items a page has more than the stack takes.
    for (const item of shown(page, plan)) items.push(item);
    parts.push(pageCapacity(plan.source, page, isConsistent));
    const last = page.last && lastKey(plan.source, page.last);
    const capacity = sumCapacity(parts);
    if (last !== undefined) return { items, last, capacity, next: { read, key: last } };
    if (isFull(room, page) && read + 1 < reads.length) {
      return { items, last, capacity, next: { read: read + 1, key: undefined } };
    }
  }
  return { items, last: undefined, capacity: sumCapacity(parts), next: undefined };
}

const EVERYTHING: readonly Bounds[] = [{}];

/** What a page has room for. */
type Room = { items: number | undefined; bytes: number; reads: number };

function isFull(room: Room, { count, bytes }: Page): boolean {
  if (room.items !== undefined) room.items -= count;
  room.bytes -= bytes;
  room.reads -= 1;
  return (room.items ?? 1) <= 0 || room.bytes <= 0 || room.reads <= 0;
}

type OneRead = Pick<SelectRequest, "limit" | "measures"> & {
  readonly bounds: Bounds;
  /** The key behind which it goes on. */
  readonly behind: Item | undefined;
};

function readOne(stored: StoredTable, plan: SelectPlan, { bounds, behind, ...page }: OneRead): Promise<Page> {
  const { source, filter, projection, reverse } = plan;
  // A token that somebody made himself finds nothing else: the whole WHERE is asked of what is read.
  const rest = behind === undefined ? bounds : behindKey(bounds, source, { start: behind, reverse });
  const fetches = fetchesItems({ source, filter, projection }, { TableName: source.table.name });
  return readPage(stored, { ...page, source, reverse, fetches, bounds: rest });
}

function shown({ items }: Page, { filter, projection }: SelectPlan): readonly Item[] {
  const matching = filter === undefined ? items : items.filter((item) => filter.holds(item));
  return projection === undefined ? matching : matching.map((item) => projection.project(item));
}

/** @throws AwsError `ValidationException` where the key is none of what is read */
function startOf({ source }: SelectPlan, { key }: ReadPosition): Item | undefined {
  if (key === undefined) return undefined;
  const names = Object.keys(key);
  if (names.length !== source.keyNames.length || !source.keyNames.every((name) => names.includes(name))) {
    throw invalidNextToken();
  }
  const start = readItem(key);
  checkItemKeys(start, source.table);
  return start;
}
