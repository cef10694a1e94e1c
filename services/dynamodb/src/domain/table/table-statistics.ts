/** How much is in a table or an index. */
export type Measure = { readonly items: number; readonly bytes: number };

/** How much is in a table, and in its indexes by their ids. */
export type TableStatistics = { readonly table: Measure; readonly indexes: ReadonlyMap<string, Measure> };

export const NOTHING_STORED: Measure = { items: 0, bytes: 0 };

/** Of a table that has just begun. */
export const EMPTY: TableStatistics = { table: NOTHING_STORED, indexes: new Map() };
