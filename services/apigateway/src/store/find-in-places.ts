import type { Place } from "@skylab/aws";
import {
  encodeKey,
  type FindRow,
  partitionName,
  type Records,
  rememberRows,
  type RowKey,
  type Table,
} from "@skylab/records";

/** Finds a row of a place as it is, or was less than a second ago where another replica has changed it since. */
type FindInPlaces<Made> = (place: Place, ...key: RowKey) => Promise<Made | undefined>;

/** `most`: so many rows of each place are remembered, made into what is asked of them by `make`. */
type How<Row, Made> = { readonly most: number; readonly make: (row: Row, version: bigint) => Made };

/** Finds rows of a table in whichever place, and remembers them: for what every request to an API reads. */
export function findInPlaces<Row, Made>(
  records: Records,
  table: Table<Row>,
  { most, make }: How<Row, Made>,
): FindInPlaces<Made> {
  // A place is listened to, which nothing ends, once it has such a row.
  const listening = new Map<string, FindRow<Made>>();
  return async (place, ...key) => {
    const name = partitionName(place);
    const remembered = await listening.get(name)?.(...key);
    if (remembered !== undefined) return remembered;
    // That there was none is not remembered: it may have been made at another replica a moment ago.
    const partition = records.partition(name);
    const found = await partition.get(table.space, encodeKey(...key));
    if (found === undefined) return undefined;
    if (!listening.has(name)) listening.set(name, rememberRows(partition, table, { most, make }));
    return make(table.decode(found.value), found.version);
  };
}
