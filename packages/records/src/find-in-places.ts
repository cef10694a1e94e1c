import { isPlace, type Place } from "@skylab/aws";
import { encodeKey } from "./keys/tuple.ts";
import { partitionName } from "./places.ts";
import type { Records } from "./port.ts";
import { type FindRow, rememberRows } from "./remember-rows.ts";
import type { Table } from "./table.ts";
import type { RowKey } from "./transact.ts";

/** A row of a place as it is, or as it was less than a second ago where another process has changed it since. */
export type FindInPlaces<Row> = (place: Place, ...key: RowKey) => Promise<Row | undefined>;

/** `most`: so many rows of each place are remembered, made into what is asked of them again and again by `make`. */
type Remembering<Row, Made> = {
  readonly most: number;
  readonly make: (row: Row, version: bigint, place: Place) => Made;
};

/** Reads rows of a table in whichever place, and remembers them as `rememberRows` does. */
export function findInPlaces<Row, Made>(
  records: Records,
  table: Table<Row>,
  { make, most }: Remembering<Row, Made>,
): FindInPlaces<Made> {
  // A place is listened to, which nothing ends, once it has such a row: clients may ask for any.
  const listening = new Map<string, FindRow<Made>>();
  return async (place, ...key) => {
    const name = partitionName(place);
    const known = listening.get(name);
    if (known !== undefined) return await known(...key);
    if (!isPlace(place)) return undefined;
    const partition = records.partition(name);
    if ((await partition.get(table.space, encodeKey(...key))) === undefined) return undefined;
    const makeOfPlace = (row: Row, version: bigint): Made => make(row, version, place);
    const find = listening.get(name) ?? rememberRows(partition, table, { most, make: makeOfPlace });
    listening.set(name, find);
    return await find(...key);
  };
}
