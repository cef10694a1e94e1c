import { BoundedMap, isAccountId, isRegionName, type Place } from "@skylab/aws";
import {
  type FindRow,
  jsonTable,
  type Listed,
  type Partition,
  partitionName,
  placesOf,
  type Reader,
  readerOf,
  type Records,
  rememberRows,
} from "@skylab/records";
import { type FunctionAddress, LATEST } from "../domain/functions/function-arn.ts";
import type { StoredFunction } from "../domain/functions/stored-function.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import { firstText } from "./key-texts.ts";
import { FUNCTIONS_SPACE, VERSIONS_SPACE } from "./spaces.ts";

export const functionRows = jsonTable<StoredFunction>(FUNCTIONS_SPACE);
export const versionRows = jsonTable<StoredVersion>(VERSIONS_SPACE);

/** The key of a version among those of a function: `$LATEST` comes first, then the others in their order. */
export const versionKey = (name: string, version: string): readonly [string, number] => [
  name,
  version === LATEST ? 0 : Number(version),
];

/** Functions and their versions. What changes them is a transaction of the store, with `functionRows` and `versionRows`. */
export type Functions = {
  /** A version as it is, or was less than a second ago where another replica has changed it since: every Invoke reads one. */
  readonly findVersion: (address: VersionAddress) => Promise<StoredVersion | undefined>;
  /** A version as it is now. */
  readonly readVersion: (address: VersionAddress) => Promise<StoredVersion | undefined>;
  /** What all versions of a function have in common, as it is now; `undefined`: there is no such function. */
  readonly read: (address: FunctionAddress) => Promise<StoredFunction | undefined>;
  /** The functions of a place by their names. */
  readonly list: (place: Place, page: FunctionPage) => Promise<readonly ListedFunction[]>;
  /** How many there are. */
  readonly count: (place: Place) => Promise<number>;
  /** `$LATEST` of each of them, under the keys of the functions. */
  readonly listLatest: (place: Place, page: FunctionPage) => Promise<readonly Listed<StoredVersion>[]>;
  /** The versions of a function, `$LATEST` first; where no name is given those of all functions, in the order of their names. */
  readonly listVersions: (place: Place, page: VersionPage) => Promise<readonly Listed<StoredVersion>[]>;
};

export type ListedFunction = Listed<StoredFunction>;

export type VersionAddress = FunctionAddress & {
  /** `$LATEST`, or a number. */
  readonly version: string;
};

export type FunctionPage = {
  /** What comes after this key; it need not be there any more. */
  readonly after?: Uint8Array | undefined;
  readonly limit: number;
};

export type VersionPage = FunctionPage & { readonly name?: string };

/** Places that are remembered; more are opened again and again. */
const MAX_PLACES = 10_000;

/** Versions of a place that are remembered: some kilobytes each. */
const MAX_VERSIONS = 2_000;

export function openFunctions(records: Records): Functions {
  const places = new BoundedMap<string, FunctionPlace>(MAX_PLACES);
  // A place is listened to, which nothing ends, once it has a function: clients may ask for any.
  const listening = new Map<string, FindRow<StoredVersion>>();
  const at = (place: Place): FunctionPlace | undefined => {
    if (!isAccountId(place.account) || !isRegionName(place.region)) return undefined;
    const name = partitionName(place);
    return places.get(name, () => openPlace(records.partition(name), listening));
  };
  return {
    findVersion: async ({ place, name, version }) => at(place)?.findVersion(...versionKey(name, version)),
    readVersion: async ({ place, name, version }) => at(place)?.rows.get(versionRows, ...versionKey(name, version)),
    read: async ({ place, name }) => at(place)?.rows.get(functionRows, name),
    list: async (place, page) => (await at(place)?.rows.list(functionRows, page)) ?? [],
    count: (place) => placesOf(records).at(place).count(FUNCTIONS_SPACE),
    listLatest: async (place, page) => {
      const rows = at(place)?.rows;
      return rows === undefined ? [] : listLatest(rows, page);
    },
    listVersions: async (place, { name, ...page }) =>
      (await at(place)?.rows.list(versionRows, { prefix: name === undefined ? [] : [name], ...page })) ?? [],
  };
}

async function listLatest(rows: Reader, page: FunctionPage): Promise<readonly Listed<StoredVersion>[]> {
  const functions = await rows.list(functionRows, page);
  const latest = await Promise.all(
    functions.map(async ({ key }) => {
      const row = await rows.get(versionRows, ...versionKey(firstText(key), LATEST));
      return row && { key, row };
    }),
  );
  // Who was deleted in between is on no list.
  return latest.filter((listed) => listed !== undefined);
}

type FunctionPlace = { readonly rows: Reader; readonly findVersion: FindRow<StoredVersion> };

function openPlace(partition: Partition, listening: Map<string, FindRow<StoredVersion>>): FunctionPlace {
  const rows = readerOf(partition);
  return {
    rows,
    findVersion: async (...key) => {
      const found = await listening.get(partition.name)?.(...key);
      if (found !== undefined) return found;
      // That there was none is not remembered: it may have been made at another replica a moment ago.
      const row = await rows.get(versionRows, ...key);
      if (row !== undefined && !listening.has(partition.name)) {
        const remembered = rememberRows(partition, versionRows, { most: MAX_VERSIONS, make: (made) => made });
        listening.set(partition.name, remembered);
      }
      return row;
    },
  };
}
