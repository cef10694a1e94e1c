import type { Table } from "./table.ts";

/** The table when the filling of one of its indexes has begun. */
export const begunTable = (table: Table, id: string): Table => ({
  ...table,
  globalIndexes: table.globalIndexes.map((index) => (index.id === id ? { ...index, isBackfilling: true } : index)),
});

/** The table when one of its indexes, a copy of it, or the table itself is filled. */
export function filledTable({ copies = [], restoring, ...table }: Table, id: string): Table {
  const left = copies.filter((copy) => copy.id !== id);
  return {
    ...table,
    globalIndexes: table.globalIndexes.map((index) => {
      if (index.id !== id) return index;
      const { isBackfilling: _ended, ...rest } = index;
      return { ...rest, status: "ACTIVE" };
    }),
    ...(left.length > 0 && { copies: left }),
    ...(restoring && table.id !== id && { restoring }),
  };
}
