import type { Place } from "@skylab/aws";
import {
  type Check,
  encodeKey,
  findInPlaces,
  jsonTable,
  keyAfter,
  keyTexts,
  type Places,
  placesOf,
  prefixRange,
  readerOf,
  type Records,
  retryOnConflict,
  startsWithRange,
  transact,
  type Write,
} from "@skylab/records";
import type { GroupAddress, GroupRow, LogGroup } from "../domain/groups/group.ts";
import { heads, NEW_HEAD } from "./group-head.ts";
import { GROUPS_SPACE, groupSpaces, METRIC_FILTERS_SPACE } from "./spaces.ts";

/** Which log groups there are. */
export type LogGroups = {
  /** A group as it is, or was less than a second ago where another replica has changed it since: most requests read one. */
  readonly find: (group: GroupAddress) => Promise<LogGroup | undefined>;
  /** A group as it is now. */
  readonly read: (group: GroupAddress) => Promise<LogGroup | undefined>;
  /** Makes a group; false where the name is taken. */
  readonly create: (group: LogGroup) => Promise<boolean>;
  /** Keeps what `decide` makes of a group as it is now; it may be asked again, and throw. `undefined` where there is none. */
  readonly change: (group: GroupAddress, decide: (current: GroupRow) => GroupRow) => Promise<LogGroup | undefined>;
  /** Deletes a group with all that it has, at once, however much it is; `check` may throw. False where there is none. */
  readonly remove: (group: GroupAddress, check: (current: GroupRow) => void) => Promise<boolean>;
  /** Groups of a place in the order of their names. */
  readonly list: (place: Place, page: GroupPage) => Promise<readonly ListedGroup[]>;
  /** What the events of groups take, in their order, as AWS counts it. */
  readonly storedBytes: (place: Place, groups: readonly LogGroup[]) => Promise<readonly number[]>;
};

export type GroupPage = {
  readonly prefix?: string | undefined;
  /** The groups after this key; it need not be there any more. */
  readonly after?: Uint8Array | undefined;
  readonly limit: number;
};

export type ListedGroup = { readonly key: Uint8Array; readonly group: LogGroup };

export const groupRows = jsonTable<GroupRow>(GROUPS_SPACE);

/** Groups of a place that are remembered. */
const MAX_GROUPS = 10_000;

export function openGroups(records: Records): LogGroups {
  const places = placesOf(records);
  const find = findInPlaces(records, groupRows, { most: MAX_GROUPS, make: (row) => row });
  return {
    find: async (group) => asGroup(group, await find(group.place, group.name)),
    read: async (group) => asGroup(group, await readerOf(places.at(group.place)).get(groupRows, group.name)),
    create: ({ name, place, row }) =>
      transact(places.at(place), async (rows) => {
        if ((await rows.get(groupRows, name)) !== undefined) return false;
        rows.put(groupRows, row, name);
        rows.put(heads, NEW_HEAD, row.id);
        return true;
      }),
    change: (group, decide) =>
      transact(places.at(group.place), async (rows) => {
        const current = await rows.get(groupRows, group.name);
        if (current === undefined) return undefined;
        const row = decide(current);
        rows.put(groupRows, row, group.name);
        return asGroup(group, row);
      }),
    remove: (group, check) => remove(places, group, check),
    list: async (place, { after, limit, prefix }) => {
      const { from, to } = prefix === undefined ? ALL : startsWithRange(prefix);
      const entries = await places.at(place).range(groupRows.space, {
        ...bounds(from, after),
        ...(to && { to }),
        limit,
      });
      return entries.map(({ key, value }) => ({
        key,
        group: { place, name: keyTexts(key)[0] ?? "", row: groupRows.decode(value) },
      }));
    },
    storedBytes: async (place, groups) => {
      if (groups.length === 0) return [];
      const keys = groups.map(({ row }) => encodeKey(row.id));
      const found = await places.at(place).getMany(heads.space, keys);
      return found.map((one) => (one === undefined ? 0 : heads.decode(one.value).storedBytes));
    },
  };
}

/** More than a group can have. */
const MOST_FILTERS = 1_000;

const ALL: { readonly from?: Uint8Array; readonly to?: Uint8Array } = {};

/** Behind `after`, and not before `from`. */
function bounds(from: Uint8Array | undefined, after: Uint8Array | undefined): { readonly from?: Uint8Array } {
  if (after === undefined) return from === undefined ? {} : { from };
  const next = keyAfter(after);
  return { from: from !== undefined && Buffer.compare(from, next) > 0 ? from : next };
}

const asGroup = ({ name, place }: GroupAddress, row: GroupRow | undefined): LogGroup | undefined =>
  row && { place, name, row };

function remove(places: Places, group: GroupAddress, decide: (current: GroupRow) => void): Promise<boolean> {
  const partition = places.at(group.place);
  const key = encodeKey(group.name);
  return retryOnConflict(async () => {
    const found = await partition.get(groupRows.space, key);
    if (found === undefined) return false;
    const row = groupRows.decode(found.value);
    decide(row);
    const filters = await partition.range(METRIC_FILTERS_SPACE, { ...prefixRange(group.name), limit: MOST_FILTERS });
    const check: Check = { space: groupRows.space, key, version: found.version };
    const result = await partition.commit({
      checks: [check],
      writes: [
        { kind: "remove", space: groupRows.space, key },
        { kind: "remove", space: heads.space, key: encodeKey(row.id) },
        ...Object.values(groupSpaces(row.id)).map((space): Write => ({ kind: "drop", space })),
        ...filters.map((filter): Write => ({ kind: "remove", space: METRIC_FILTERS_SPACE, key: filter.key })),
      ],
    });
    return result.ok || result;
  });
}
