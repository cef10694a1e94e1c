import type { Place } from "@skylab/aws";
import { type Check, type Entry, keyAfter, type Partition, readerOf, type Records, type Write } from "@skylab/records";
import type { GlobalIndex } from "../domain/table.ts";
import { type Filling, fillings, fillingWrite } from "./fillings.ts";
import { entryOf } from "./index-writes.ts";
import { indexSpace, placeOf } from "./spaces.ts";
import type { StoredTable } from "./stored-table.ts";
import type { TableDirectory } from "./table-directory.ts";

/** An index that is filled, and where it is. */
export type FillingIndex = Filling & { readonly place: Place; readonly id: string };

/** Filling indexes with what was there before them. */
export type Fillings = {
  /** All that there are to fill, wherever they are. */
  readonly all: () => Promise<readonly FillingIndex[]>;
  /** Lets the table tell that the filling has begun. */
  readonly begin: (filling: FillingIndex) => Promise<void>;
  /** Puts some more items into the index. */
  readonly advance: (filling: FillingIndex) => Promise<FillingIndex | "done">;
  /** Makes the index one to read from. */
  readonly end: (filling: FillingIndex) => Promise<void>;
};

/** So many are found in an account and region: there is one to a table at a time. */
const MOST = 1000;

/** A commit of the filling is so large: few enough that writers do not wait for it. */
const PAGE_ITEMS = 100;
const PAGE_BYTES = 512 * 1024;

export function openFillings(records: Records, tables: TableDirectory): Fillings {
  const change = async ({ id, place, table: name }: FillingIndex, next: (index: GlobalIndex) => GlobalIndex) => {
    await tables.change(place, name, (table) => ({
      ...table,
      globalIndexes: table.globalIndexes.map((index) => (index.id === id ? next(index) : index)),
    }));
  };
  return {
    all: async () => {
      const found = (await records.partitions()).map(async (name) => {
        const place = placeOf(name);
        const listed = await readerOf(records.partition(name)).list(fillings, { limit: MOST });
        return listed.map(({ row }) => Object.assign(row, { place }));
      });
      return (await Promise.all(found)).flat();
    },
    begin: (filling) => change(filling, (index) => ({ ...index, isBackfilling: true })),
    advance: async (filling) => {
      const stored = await tables.read(filling.place, filling.table);
      const index = stored?.table.globalIndexes.find(({ id }) => id === filling.id);
      return stored && index ? fillPage({ stored, index }, filling) : "done";
    },
    end: (filling) => change(filling, ({ isBackfilling: _ended, ...index }) => ({ ...index, status: "ACTIVE" })),
  };
}

type Filled = { readonly stored: StoredTable; readonly index: GlobalIndex };

/** Puts a page of items into an index; `after` moves on with it. */
async function fillPage({ index, stored }: Filled, filling: FillingIndex): Promise<FillingIndex | "done"> {
  const { items, partition, table, unchanged } = stored;
  const from = filling.after === undefined ? undefined : keyAfter(Buffer.from(filling.after, "base64"));
  const page = await partition.range(items.space, {
    ...(from && { from }),
    limit: PAGE_ITEMS,
    maxBytes: PAGE_BYTES,
  });
  const last = page.at(-1);
  if (last === undefined) return "done";
  const next = { ...filling, after: Buffer.from(last.key).toString("base64") };
  const isFilled = await putEntries(partition, page, {
    space: items.space,
    unchanged,
    progress: fillingWrite(next),
    entryOf: (entry) => {
      const put = entryOf(table, index, items.decode(entry.value));
      return put && { kind: "put", space: indexSpace(table, index), ...put };
    },
  });
  // A table that has changed is looked at anew.
  return isFilled ? next : filling;
}

type Putting = {
  /** Of the items. */
  readonly space: string;
  readonly unchanged: Check;
  readonly progress: Write;
  readonly entryOf: (item: Entry) => Write | undefined;
};

/**
 * Commits the entries of items that are as they were read. Of those that were written since, whoever wrote them has put
 * them in. `false`: the table has changed.
 */
async function putEntries(partition: Partition, page: readonly Entry[], putting: Putting): Promise<boolean> {
  const { entryOf: entryFor, progress, space, unchanged } = putting;
  let left = page.map(({ key, value, version }) => ({
    check: { space, key, version },
    write: entryFor({ key, value, version }),
  }));
  for (;;) {
    const result = await partition.commit({
      checks: [unchanged, ...left.map(({ check }) => check)],
      writes: [progress, ...left.flatMap(({ write }) => write ?? [])],
    });
    if (result.ok) return true;
    if (result.conflict === 0) return false;
    left = left.filter((_, position) => position + 1 !== result.conflict);
  }
}
