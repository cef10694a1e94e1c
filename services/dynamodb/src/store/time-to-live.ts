import type { Place } from "@skylab/aws";
import { allRows, encodeKey, keyAfter, placesOf, readerOf, type Records, type Write } from "@skylab/records";
import { isDue } from "../domain/item/due-time.ts";
import { decodeItem } from "./item-table.ts";
import type { Items } from "./items.ts";
import { dueSpace } from "./spaces.ts";
import type { StoredTable } from "./stored-table.ts";
import type { TableDirectory } from "./table-directory.ts";
import { type TtlTable, ttlTables } from "./ttl-tables.ts";
import { dueEntry } from "./ttl-writes.ts";

/** The items that are deleted when their time has come. */
export type TimeToLive = {
  /**
   * Deletes all items that are due, of all tables; resolves to how many. Rejects at the end, with an AggregateError, where
   * some items or tables failed: the others are through.
   */
  readonly deleteDue: (now: number, signal: AbortSignal) => Promise<number>;
};

/** Items that are looked at at a time. */
const PAGE = 100;

export const openTimeToLive = (
  records: Records,
  { items, tables }: { readonly items: Items; readonly tables: TableDirectory },
): TimeToLive => ({
  deleteDue: async (now, signal) => {
    let deleted = 0;
    const failures: unknown[] = [];
    const takeTurn = async (place: Place, { fillFrom, name }: TtlTable): Promise<void> => {
      const stored = await tables.read(place, name);
      if (!stored?.table.ttl.enabled) return;
      if (fillFrom !== undefined) await enterItems(stored, fillFrom, signal);
      deleted += await deleteDueOf(stored, { items, now, signal, failures });
    };
    for (const { partition, place } of await placesOf(records).all()) {
      for await (const { row } of allRows(readerOf(partition), ttlTables)) {
        await takeTurn(place, row).catch((error: unknown) => failures.push(error));
        if (signal.aborted) return deleted;
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} items or tables failed`);
    return deleted;
  },
});

/** Enters the items that were there before their table had a time to live; a later turn goes on where one ended. */
async function enterItems({ items, partition, table }: StoredTable, from: string, signal: AbortSignal): Promise<void> {
  const key = encodeKey(table.name);
  for (let fillFrom: string | undefined = from; fillFrom !== undefined && !signal.aborted;) {
    const found = await partition.get(ttlTables.space, key);
    if (found === undefined) return;
    const page = await partition.range(items.space, { from: Buffer.from(fillFrom, "hex"), limit: PAGE });
    const last = page.length < PAGE ? undefined : page.at(-1);
    fillFrom = last && Buffer.from(keyAfter(last.key)).toString("hex");
    // An item that changes meanwhile is entered by who changes it; what is entered here in vain does no harm.
    const entries = page.flatMap(({ value }) => dueEntry(table, items.decode(value)) ?? []);
    const value = ttlTables.encode({ name: table.name, ...(fillFrom !== undefined && { fillFrom }) });
    const progress: Write = { kind: "put", space: ttlTables.space, key, value };
    const checks = [{ space: ttlTables.space, key, version: found.version }];
    const result = await partition.commit({ checks, writes: [...entries, progress] });
    if (!result.ok) return;
  }
}

type Turn = {
  readonly items: Items;
  readonly now: number;
  readonly signal: AbortSignal;
  /** Why items could not be deleted. */
  readonly failures: unknown[];
};

async function deleteDueOf(stored: StoredTable, turn: Turn): Promise<number> {
  const space = dueSpace(stored.table);
  const to = encodeKey(Math.floor(turn.now / 1000) + 1);
  let deleted = 0;
  let from: Uint8Array | undefined;
  do {
    const page = await stored.partition.range(space, { ...(from && { from }), to, limit: PAGE });
    const results = await Promise.allSettled(
      page.map(({ key, value }) => deleteItem(stored, { entry: { kind: "remove", space, key }, value }, turn)),
    );
    for (const result of results) {
      if (result.status === "rejected") turn.failures.push(result.reason);
      else if (result.value) deleted += 1;
    }
    // Those that failed are passed over until the next turn.
    const last = page.length < PAGE ? undefined : page.at(-1);
    from = last && keyAfter(last.key);
  } while (from !== undefined && !turn.signal.aborted);
  return deleted;
}

type DueEntry = { readonly entry: Write; readonly value: Uint8Array };

/** Deletes the item of an entry if it is still due, and the entry in any case, in one commit. */
async function deleteItem(
  stored: StoredTable,
  { entry, value }: DueEntry,
  { items, now }: Turn,
): Promise<boolean | undefined> {
  return items.change(stored, decodeItem(value), {
    origin: { now, byTtl: true },
    decide: (item, { table }) => {
      const isDeleted = item !== undefined && isDue(item, table.ttl, now);
      return { item: isDeleted ? undefined : item, writes: [entry], result: isDeleted };
    },
  });
}
