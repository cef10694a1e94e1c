import type { Entry, Write } from "@skylab/records";
import type { Table } from "../domain/table/table.ts";
import { entryOf } from "./index-writes.ts";
import { copySpace, indexSpace } from "./spaces.ts";
import type { StoredTable } from "./stored-table.ts";

/** Where something is filled from, and what is made of each item. */
export type FillTarget = {
  readonly source: string;
  /** Others write to the source at the same time. */
  readonly isWritten: boolean;
  readonly writesOf: (item: Entry) => readonly Write[];
};

/** What is filled under an id: an index of the table, a copy of it, or the table itself. */
export function fillTargetOf(stored: StoredTable, id: string): FillTarget | undefined {
  const { items, table } = stored;
  if (table.restoring !== undefined && table.id === id) return restoredTarget(stored, table.restoring.copy);
  if (table.copies?.some((copy) => copy.id === id)) {
    const writesOf = ({ key, value }: Entry): readonly Write[] => [{ kind: "put", space: copySpace(id), key, value }];
    return { source: items.space, isWritten: true, writesOf };
  }
  const index = table.globalIndexes.find((one) => one.id === id && one.status === "CREATING");
  if (index === undefined) return undefined;
  const writesOf = ({ value }: Entry): readonly Write[] => indexPuts(table, [index], items.decode(value));
  return { source: items.space, isWritten: true, writesOf };
}

function restoredTarget({ items, table }: StoredTable, copy: string): FillTarget {
  const indexes = [...table.globalIndexes, ...table.localIndexes];
  const writesOf = ({ key, value }: Entry): readonly Write[] => [
    { kind: "put", space: items.space, key, value },
    ...(indexes.length > 0 ? indexPuts(table, indexes, items.decode(value)) : []),
  ];
  return { source: copySpace(copy), isWritten: false, writesOf };
}

type Indexes = readonly Parameters<typeof entryOf>[1][];

const indexPuts = (table: Table, indexes: Indexes, item: Parameters<typeof entryOf>[2]): readonly Write[] =>
  indexes.flatMap((index): readonly Write[] => {
    const entry = entryOf(table, index, item);
    return entry ? [{ kind: "put", space: indexSpace(table, index), ...entry }] : [];
  });
