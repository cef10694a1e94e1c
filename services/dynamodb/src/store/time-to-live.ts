import { allRows, encodeKey, keyAfter, placesOf, readerOf, type Records, type Write } from "@skylab/records";
import { isDue } from "../domain/due-time.ts";
import { decodeItem } from "./item-table.ts";
import type { Items } from "./items.ts";
import { dueSpace } from "./spaces.ts";
import type { StoredTable } from "./stored-table.ts";
import type { TableDirectory } from "./table-directory.ts";
import { ttlTables } from "./ttl-tables.ts";
import { dueEntry } from "./ttl-writes.ts";

/** The items that are deleted when their time has come. */
export type TimeToLive = {
  /** Deletes all items that are due, of all tables; resolves to how many. */
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
    for (const { partition, place } of await placesOf(records).all()) {
      for await (const { row } of allRows(readerOf(partition), ttlTables)) {
        const stored = await tables.read(place, row.name);
        if (!stored?.table.ttl.enabled) continue;
        if (row.fillFrom !== undefined) await enterItems(stored, row.fillFrom, signal);
        deleted += await deleteDueOf(stored, { items, now, signal });
        if (signal.aborted) return deleted;
      }
    }
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

type Turn = { readonly items: Items; readonly now: number; readonly signal: AbortSignal };

async function deleteDueOf(stored: StoredTable, turn: Turn): Promise<number> {
  const space = dueSpace(stored.table);
  const to = encodeKey(Math.floor(turn.now / 1000) + 1);
  let deleted = 0;
  while (!turn.signal.aborted) {
    const page = await stored.partition.range(space, { to, limit: PAGE });
    const results = await Promise.all(
      page.map(({ key, value }) => deleteItem(stored, { entry: { kind: "remove", space, key }, value }, turn)),
    );
    deleted += results.filter(Boolean).length;
    if (page.length < PAGE) break;
  }
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
