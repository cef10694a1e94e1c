import { findInPlaces, jsonTable, type Listed, type Reader, type Records } from "@skylab/records";
import type { AliasAddress, StoredAlias } from "../domain/aliases/alias.ts";
import type { FunctionAddress } from "../domain/functions/function-arn.ts";
import { readersOf } from "./readers-of.ts";
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

export type AliasPage = {
  readonly after?: Uint8Array | undefined;
  readonly limit: number;
  /** Those alone that point to it: first, and not by a weight. */
  readonly version?: string | undefined;
};

/** Aliases of a place that are remembered. */
const MAX_ALIASES = 10_000;

export function openAliases(records: Records): Aliases {
  const find = findInPlaces(records, aliasRows, { most: MAX_ALIASES, make: (alias) => alias });
  const rowsOf = readersOf(records);
  return {
    find: ({ place, name, alias }) => find(place, name, alias),
    read: async ({ place, name, alias }) => rowsOf(place)?.get(aliasRows, name, alias),
    list: async ({ place, name }, page) => {
      const rows = rowsOf(place);
      return rows === undefined ? [] : list(rows, name, page);
    },
  };
}

/** So many are read at a time where some are left out. */
const AT_ONCE = 500;

async function list(rows: Reader, name: string, page: AliasPage): Promise<readonly Listed<StoredAlias>[]> {
  const { limit, version } = page;
  if (version === undefined) return rows.list(aliasRows, { prefix: [name], after: page.after, limit });
  const found: Listed<StoredAlias>[] = [];
  let { after } = page;
  do {
    const piece = await rows.list(aliasRows, { prefix: [name], after, limit: AT_ONCE });
    found.push(...piece.filter(({ row }) => row.version === version));
    after = piece.length < AT_ONCE ? undefined : piece.at(-1)?.key;
  } while (after !== undefined && found.length < limit);
  return found.slice(0, limit);
}
