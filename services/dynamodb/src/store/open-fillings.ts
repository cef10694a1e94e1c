import type { Place } from "@skylab/aws";
import {
  type Check,
  encodeKey,
  type Entry,
  keyAfter,
  type Partition,
  placesOf,
  readerOf,
  type Records,
  type Write,
} from "@skylab/records";
import { begunTable, filledTable } from "../domain/table/filled-table.ts";
import { type Filling, fillings, fillingWrite } from "./fillings.ts";
import { fillTargetOf, type FillTarget } from "./fill-target.ts";
import type { StoredTable } from "./stored-table.ts";
import type { TableDirectory } from "./table-directory.ts";

/** What is filled, and where it is. */
export type PlacedFilling = Filling & { readonly place: Place };

/** Filling indexes, backups and restored tables. */
export type Fillings = {
  /** All that there are to fill, wherever they are. */
  readonly all: () => Promise<readonly PlacedFilling[]>;
  /** Lets the table tell that the filling has begun. */
  readonly begin: (filling: PlacedFilling) => Promise<void>;
  /** Puts some more items in; `later`: they are not there yet. */
  readonly advance: (filling: PlacedFilling) => Promise<PlacedFilling | "done" | "later">;
  /** Makes it what it was to become. */
  readonly end: (filling: PlacedFilling) => Promise<void>;
};

/** So many are found in an account and region: there are few to a table at a time. */
const MOST = 1000;

/** A commit of the filling is so large: few enough that writers do not wait for it. */
const PAGE_ITEMS = 100;
const PAGE_BYTES = 512 * 1024;

export function openFillings(records: Records, tables: TableDirectory): Fillings {
  return {
    all: async () => {
      const found = (await placesOf(records).all()).map(async ({ partition, place }) => {
        const listed = await readerOf(partition).list(fillings, { limit: MOST });
        return listed.map(({ row }) => Object.assign(row, { place }));
      });
      return (await Promise.all(found)).flat();
    },
    begin: async ({ id, place, table }) => {
      await tables.change(place, table, (before) => begunTable(before, id));
    },
    advance: async (filling) => {
      const stored = await tables.read(filling.place, filling.table);
      const target = stored && fillTargetOf(stored, filling.id);
      if (stored === undefined || target === undefined) return "done";
      const isWaiting = filling.from !== undefined && (await isFilling(stored.partition, filling.from));
      return isWaiting ? "later" : fillPage({ stored, target }, filling);
    },
    end: async ({ id, place, table }) => {
      await tables.change(place, table, (before) => filledTable(before, id));
    },
  };
}

/** Whether something is not filled yet: an index, a copy, or a restored table. */
export const isFilling = async (partition: Partition, id: string): Promise<boolean> =>
  (await partition.get(fillings.space, encodeKey(id))) !== undefined;

type Filled = { readonly stored: StoredTable; readonly target: FillTarget };

/** Fills in a page of items; `after` moves on with it. */
async function fillPage({ stored, target }: Filled, filling: PlacedFilling): Promise<PlacedFilling | "done"> {
  const { partition, unchanged } = stored;
  const from = filling.after === undefined ? undefined : keyAfter(Buffer.from(filling.after, "base64"));
  const page = await partition.range(target.source, {
    ...(from && { from }),
    limit: PAGE_ITEMS,
    maxBytes: PAGE_BYTES,
  });
  const last = page.at(-1);
  if (last === undefined) return "done";
  const next = { ...filling, after: Buffer.from(last.key).toString("base64") };
  const isFilled = await putItems(partition, page, { target, unchanged, progress: fillingWrite(next) });
  // A table that has changed is looked at anew.
  return isFilled ? next : filling;
}

type Putting = { readonly target: FillTarget; readonly unchanged: Check; readonly progress: Write };

/**
 * Commits what is made of items that are as they were read. Of those that were written since, whoever wrote them has put
 * them in. `false`: the table has changed.
 */
async function putItems(partition: Partition, page: readonly Entry[], putting: Putting): Promise<boolean> {
  const { progress, target, unchanged } = putting;
  let left = page;
  for (;;) {
    const checks = target.isWritten ? left.map(({ key, version }) => ({ space: target.source, key, version })) : [];
    const result = await partition.commit({
      checks: [unchanged, ...checks],
      writes: [progress, ...left.flatMap(target.writesOf)],
    });
    if (result.ok) return true;
    if (result.conflict === 0) return false;
    left = left.filter((_, position) => position + 1 !== result.conflict);
  }
}
