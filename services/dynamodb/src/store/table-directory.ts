import type { Place } from "@skylab/aws";
import {
  encodeKey,
  findInPlaces,
  jsonTable,
  type Partition,
  placesOf,
  readerOf,
  type Records,
  retryOnConflict,
  type Write,
} from "@skylab/records";
import { isBeingMade } from "../domain/table/deletion.ts";
import type { Table } from "../domain/table/table.ts";
import { backupWrites } from "./backup-rows.ts";
import { besideTable, type RemovedTable } from "./beside-table.ts";
import { fillingWrites } from "./fillings.ts";
import { copySpace, indexSpace, itemSpace, TABLES_SPACE } from "./spaces.ts";
import { type StoredTable, tablePreparer } from "./stored-table.ts";
import { beginWrites, exportWrites, importRows } from "./transfer-rows.ts";

/** The tables of all accounts and regions. */
export type TableDirectory = {
  /** A table whose items may be used, remembered: less than a second old. One that is being restored or imported is not found. */
  readonly find: (place: Place, name: string) => Promise<StoredTable | undefined>;
  /** The same as it is now, for those who found that what is remembered is old. */
  readonly findNow: (place: Place, name: string) => Promise<StoredTable | undefined>;
  /** As it is now, even while it is being restored or imported. */
  readonly read: (place: Place, name: string) => Promise<StoredTable | undefined>;
  /** Keeps a new table, unless there is one of its name. */
  readonly create: (place: Place, table: Table) => Promise<boolean>;
  /**
   * Changes a table as it is now, drops what indexes stored that it has no longer, and sees to it that new ones are
   * filled; `decide` may be asked again, and refuses by throwing. `undefined`: no such table.
   */
  readonly change: (place: Place, name: string, decide: (table: Table) => Table) => Promise<Table | undefined>;
  /** Removes a table as it is now with all that it stored, but for its streams; `check` refuses by throwing. */
  readonly remove: (place: Place, name: string, removal: Removal) => Promise<Table | undefined>;
  /** Tables after a name, in the order of their names. */
  readonly list: (place: Place, after: string | undefined, limit: number) => Promise<readonly Table[]>;
};

export type Removal = { readonly check: (table: Table) => void; readonly now: number };

const tables = jsonTable<Table>(TABLES_SPACE);

/** Tables of one account and region that are remembered at a time. */
const MAX_REMEMBERED = 10_000;

export function openTableDirectory(records: Records): TableDirectory {
  const prepare = tablePreparer();
  const { at: partitionOf } = placesOf(records);
  const find = findInPlaces(records, tables, {
    most: MAX_REMEMBERED,
    make: (table, version, place) => prepare(place, partitionOf(place), { table, version }),
  });

  const read = async (place: Place, name: string): Promise<StoredTable | undefined> => {
    const partition = partitionOf(place);
    const found = await partition.get(tables.space, encodeKey(name));
    return found && prepare(place, partition, { table: tables.decode(found.value), version: found.version });
  };
  const findNow = async (place: Place, name: string): Promise<StoredTable | undefined> =>
    usable(await read(place, name));

  return {
    find: async (place, name) => {
      const found = await find(place, name);
      // What is remembered to be made may be there by now.
      return usable(found) ?? (found && (await findNow(place, name)));
    },
    findNow,
    read,
    create: (place, table) => create(partitionOf(place), table),
    change: (place, name, decide) => replace(partitionOf(place), name, decide),
    remove: (place, name, removal) => remove(partitionOf(place), name, removal),
    list: async (place, after, limit) => {
      const from = after === undefined ? undefined : encodeKey(after);
      const listed = await readerOf(partitionOf(place)).list(tables, { after: from, limit });
      return listed.map(({ row }) => row);
    },
  };
}

const usable = (found: StoredTable | undefined): StoredTable | undefined =>
  found === undefined || isBeingMade(found.table) ? undefined : found;

async function create(partition: Partition, table: Table): Promise<boolean> {
  const { space } = tables;
  const key = encodeKey(table.name);
  const result = await partition.commit({
    checks: [{ space, key, version: undefined }],
    writes: [
      { kind: "put", space, key, value: tables.encode(table) },
      ...fillingWrites(undefined, table),
      ...(table.importing ? beginWrites(importRows, table.importing) : []),
      ...besideTable(undefined, table),
    ],
  });
  return result.ok;
}

async function remove(partition: Partition, name: string, { check, now }: Removal): Promise<Table | undefined> {
  let removed: Table | undefined;
  await replace(partition, name, (table) => {
    check(table);
    removed = table;
    return { removedAt: now };
  });
  return removed;
}

/** Writes what `decide` makes of a table, and drops what it has no longer; resolves to what was made. */
const replace = (
  partition: Partition,
  name: string,
  decide: (table: Table) => Table | RemovedTable,
): Promise<Table | undefined> =>
  retryOnConflict(async () => {
    const key = encodeKey(name);
    const found = await partition.get(tables.space, key);
    if (found === undefined) return undefined;
    const before = tables.decode(found.value);
    const next = decide(before);
    const after = "removedAt" in next ? undefined : next;
    const { space } = tables;
    const write: Write = after
      ? { kind: "put", space, key, value: tables.encode(after) }
      : { kind: "remove", space, key };
    const result = await partition.commit({
      checks: [{ space, key, version: found.version }],
      writes: [
        write,
        ...drops(before, after),
        ...fillingWrites(before, after),
        ...backupWrites(before, after),
        ...exportWrites(before, after),
        ...besideTable(before, next),
      ],
    });
    return result.ok ? after : result;
  });

function drops(before: Table, after: Table | undefined): readonly Write[] {
  const kept = new Set(after && spacesOf(after));
  return spacesOf(before).flatMap((space) => (kept.has(space) ? [] : [{ kind: "drop", space } as const]));
}

/** Where a table's items are, the entries of its indexes, and the copy that serves its restore alone. */
const spacesOf = (table: Table): readonly string[] => [
  itemSpace(table),
  ...(table.restoring?.isTemporary ? [copySpace(table.restoring.copy)] : []),
  ...[...table.globalIndexes, ...table.localIndexes].map((index) => indexSpace(table, index)),
];
