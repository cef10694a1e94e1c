import { isAccountId, isRegionName, type Place } from "@skylab/aws";
import {
  type FindRow,
  partitionName,
  type Reader,
  readerOf,
  type Records,
  rememberRows,
  type RowKey,
  type Table,
} from "@skylab/records";

/** Finds a row of a place as it is, or was less than a second ago where another replica has changed it since. */
export type FindInPlaces<Row> = (place: Place, ...key: RowKey) => Promise<Row | undefined>;

/** Finds rows of a table in whichever place, and remembers `most` of each; for what every invocation reads. */
export function findInPlaces<Row>(records: Records, table: Table<Row>, most: number): FindInPlaces<Row> {
  // A place is listened to, which nothing ends, once it has such a row: clients may ask for any.
  const listening = new Map<string, FindRow<Row>>();
  return async (place, ...key) => {
    if (!isPlace(place)) return undefined;
    const name = partitionName(place);
    const found = await listening.get(name)?.(...key);
    if (found !== undefined) return found;
    // That there was none is not remembered: it may have been made at another replica a moment ago.
    const partition = records.partition(name);
    const row = await readerOf(partition).get(table, ...key);
    if (row !== undefined && !listening.has(name)) {
      listening.set(name, rememberRows(partition, table, { most, make: (made) => made }));
    }
    return row;
  };
}

/** The rows of a place; `undefined`: it is none, and has none. */
export const readersOf =
  (records: Records): ((place: Place) => Reader | undefined) =>
  (place) =>
    isPlace(place) ? readerOf(records.partition(partitionName(place))) : undefined;

/** Whether something may be kept there: whatever a client wrote into an ARN comes here. */
const isPlace = ({ account, region }: Place): boolean => isAccountId(account) && isRegionName(region);
