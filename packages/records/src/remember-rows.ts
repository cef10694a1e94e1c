import { BoundedMap, remember } from "@skylab/aws";
import { encodeKey } from "./keys/tuple.ts";
import type { Partition } from "./port.ts";
import type { Table } from "./table.ts";
import type { RowKey } from "./transact.ts";

/** A row as it is, or as it was less than a second ago where another process has changed it since. */
export type FindRow<Row> = (...key: RowKey) => Promise<Row | undefined>;

/**
 * Reads rows of a table and remembers them, made into what is asked of them again and again, until any row of the table
 * changes: for tables that every request reads, and that hardly anybody writes.
 */
export function rememberRows<Row, Made>(
  partition: Partition,
  table: Table<Row>,
  { most, make }: { readonly most: number; readonly make: (row: Row, version: bigint) => Made },
): FindRow<Made> {
  let known = new BoundedMap<string, Promise<Made | undefined>>(most);
  // A read that is under way when something changes ends in what is thrown away here.
  partition.subscribe(table.space, () => (known = new BoundedMap(most)));
  return async (...parts) => {
    const key = encodeKey(...parts);
    const read = async (): Promise<Made | undefined> => {
      const found = await partition.get(table.space, key);
      return found && make(table.decode(found.value), found.version);
    };
    const found = await remember(known, Buffer.from(key).toString("latin1"), read);
    // That there was none is not remembered: it may have been made at another replica a moment ago.
    return found ?? (await read());
  };
}
