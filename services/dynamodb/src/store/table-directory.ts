import type { Place } from "@skylab/aws";
import {
  encodeKey,
  type FindRow,
  jsonTable,
  type Partition,
  readerOf,
  type Records,
  rememberRows,
  transact,
} from "@skylab/records";
import type { Table } from "../domain/table.ts";
import { GARBAGE_SPACE, partitionName, TABLES_SPACE } from "./spaces.ts";
import { type StoredTable, tablePreparer } from "./stored-table.ts";

/** The tables of all accounts and regions. */
export type TableDirectory = {
  /** Remembered: less than a second old. */
  readonly find: (place: Place, name: string) => Promise<StoredTable | undefined>;
  /** As it is now. */
  readonly read: (place: Place, name: string) => Promise<StoredTable | undefined>;
  /** Keeps a new table, unless there is one of its name. */
  readonly create: (place: Place, table: Table) => Promise<boolean>;
  /** Changes a table as it is now; `decide` may be asked again, and refuses by throwing. `undefined`: no such table. */
  readonly change: (place: Place, name: string, decide: (table: Table) => Table) => Promise<Table | undefined>;
  /** Removes a table as it is now, `decide` refuses by throwing; what it stored is collected later. */
  readonly remove: (place: Place, name: string, decide: (table: Table) => void) => Promise<Table | undefined>;
  /** Tables after a name, in the order of their names. */
  readonly list: (place: Place, after: string | undefined, limit: number) => Promise<readonly Table[]>;
};

const tables = jsonTable<Table>(TABLES_SPACE);
/** id of a table that is gone -> nothing of interest, until nothing of it is left */
const garbage = jsonTable<Pick<Table, "id">>(GARBAGE_SPACE);

/** Tables of one account and region that are remembered at a time. */
const MAX_REMEMBERED = 10_000;

export function openTableDirectory(records: Records): TableDirectory {
  const prepare = tablePreparer();
  const finders = new Map<string, FindRow<StoredTable>>();
  const partitionOf = (place: Place): Partition => records.partition(partitionName(place));
  const finderOf = (place: Place): FindRow<StoredTable> => {
    const partition = partitionOf(place);
    const known =
      finders.get(partition.name) ??
      rememberRows(partition, tables, {
        most: MAX_REMEMBERED,
        make: (table, version) => prepare(place, partition, { table, version }),
      });
    finders.set(partition.name, known);
    return known;
  };

  return {
    find: (place, name) => finderOf(place)(name),
    read: async (place, name) => {
      const partition = partitionOf(place);
      const found = await partition.get(tables.space, encodeKey(name));
      return found && prepare(place, partition, { table: tables.decode(found.value), version: found.version });
    },
    create: (place, table) =>
      transact(partitionOf(place), async (rows) => {
        if (await rows.get(tables, table.name)) return false;
        rows.put(tables, table, table.name);
        return true;
      }),
    change: (place, name, decide) =>
      transact(partitionOf(place), async (rows) => {
        const table = await rows.get(tables, name);
        const changed = table && decide(table);
        if (changed) rows.put(tables, changed, name);
        return changed;
      }),
    remove: (place, name, decide) =>
      transact(partitionOf(place), async (rows) => {
        const table = await rows.get(tables, name);
        if (table === undefined) return undefined;
        decide(table);
        rows.remove(tables, name);
        rows.put(garbage, { id: table.id }, table.id);
        return table;
      }),
    list: async (place, after, limit) => {
      const from = after === undefined ? undefined : encodeKey(after);
      const listed = await readerOf(partitionOf(place)).list(tables, { after: from, limit });
      return listed.map(({ row }) => row);
    },
  };
}
