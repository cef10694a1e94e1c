import { BoundedMap, type Place } from "@skylab/aws";
import {
  type FindRow,
  jsonTable,
  type Partition,
  partitionName,
  placesOf,
  type Reader,
  readerOf,
  type Records,
  rememberRows,
} from "@skylab/records";
import type { GroupRow } from "../domain/groups/group.ts";
import { GROUPS_SPACE } from "./spaces.ts";

export const groupRows = jsonTable<GroupRow>(GROUPS_SPACE);

/** What a place has of log groups. */
export type LogPlace = {
  readonly partition: Partition;
  readonly rows: Reader;
  /** A group by its name; as it was less than a second ago, where another replica has changed it since. */
  readonly find: FindRow<GroupRow>;
};

export type LogPlaces = {
  readonly at: (place: Place) => LogPlace;
  /** Every place that holds a record, of whichever service. */
  readonly all: () => Promise<readonly Place[]>;
};

/** Places that are remembered; more are opened again and again. */
const MAX_PLACES = 10_000;

/** Groups of a place that are remembered. */
const MAX_GROUPS = 10_000;

export function openLogPlaces(records: Records): LogPlaces {
  const places = new BoundedMap<string, LogPlace>(MAX_PLACES);
  // A place is listened to, which nothing ends, once it has a group: there are as many as clients have made groups in.
  const listening = new Map<string, FindRow<GroupRow>>();

  const open = (partition: Partition): LogPlace => {
    const rows = readerOf(partition);
    return {
      partition,
      rows,
      find: async (name) => {
        const found = await listening.get(partition.name)?.(name);
        if (found !== undefined) return found;
        // That there was none is not remembered: it may have been made at another replica a moment ago.
        const row = await rows.get(groupRows, name);
        if (row !== undefined && !listening.has(partition.name))
          listening.set(partition.name, rememberRows(partition, groupRows, { most: MAX_GROUPS, make: (made) => made }));
        return row;
      },
    };
  };
  return {
    at: (place) => {
      const name = partitionName(place);
      return places.get(name, () => open(records.partition(name)));
    },
    all: async () => (await placesOf(records).all()).map(({ place }) => place),
  };
}
