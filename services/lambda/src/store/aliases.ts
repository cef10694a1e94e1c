import type { Place } from "@skylab/aws";
import { jsonTable, type Listed, placesOf, readerOf, type Records } from "@skylab/records";
import type { AliasAddress, StoredAlias } from "../domain/aliases/alias.ts";
import type { FunctionAddress } from "../domain/functions/function-arn.ts";
import { findInPlaces, isPlace } from "./find-in-places.ts";
import { ALIASES_SPACE } from "./spaces.ts";

export const aliasRows = jsonTable<StoredAlias>(ALIASES_SPACE);

/** Aliases of functions. What changes them is a transaction of the store, with `aliasRows`. */
export type Aliases = {
  /** An alias as it is, or was less than a second ago where another replica has changed it since. */
  readonly find: (address: AliasAddress) => Promise<StoredAlias | undefined>;
  /** An alias as it is now. */
  readonly read: (address: AliasAddress) => Promise<StoredAlias | undefined>;
  /** The aliases of a function by their names. */
  readonly list: (of: FunctionAddress, page: AliasPage) => Promise<readonly Listed<StoredAlias>[]>;
};

export type AliasPage = { readonly after?: Uint8Array | undefined; readonly limit: number };

/** Aliases of a place that are remembered. */
const MAX_ALIASES = 10_000;

export function openAliases(records: Records): Aliases {
  const find = findInPlaces(records, aliasRows, MAX_ALIASES);
  const rowsOf = (place: Place) => (isPlace(place) ? readerOf(placesOf(records).at(place)) : undefined);
  return {
    find: ({ place, name, alias }) => find(place, name, alias),
    read: async ({ place, name, alias }) => rowsOf(place)?.get(aliasRows, name, alias),
    list: async ({ place, name }, page) => (await rowsOf(place)?.list(aliasRows, { prefix: [name], ...page })) ?? [],
  };
}
