import type { Place } from "@skylab/aws";
import { findInPlaces, jsonTable, type Listed, placesOf, type Reader, type Records } from "@skylab/records";
import { type FunctionAddress, LATEST } from "../domain/functions/function-arn.ts";
import type { StoredFunction } from "../domain/functions/stored-function.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import { readersOf } from "./readers-of.ts";
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

/** Versions of a place that are remembered: some kilobytes each. */
const MAX_VERSIONS = 2_000;

export function openFunctions(records: Records): Functions {
  const find = findInPlaces(records, versionRows, { most: MAX_VERSIONS, make: (version) => version });
  const rowsOf = readersOf(records);
  return {
    findVersion: ({ place, name, version }) => find(place, ...versionKey(name, version)),
    readVersion: async ({ place, name, version }) => rowsOf(place)?.get(versionRows, ...versionKey(name, version)),
    read: async ({ place, name }) => rowsOf(place)?.get(functionRows, name),
    list: async (place, page) => (await rowsOf(place)?.list(functionRows, page)) ?? [],
    count: (place) => placesOf(records).at(place).count(FUNCTIONS_SPACE),
    listLatest: async (place, page) => {
      const rows = rowsOf(place);
      return rows === undefined ? [] : listLatest(rows, page);
    },
    listVersions: async (place, { name, ...page }) =>
      (await rowsOf(place)?.list(versionRows, { prefix: name === undefined ? [] : [name], ...page })) ?? [],
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
