import { isSamePlace } from "@skylab/aws";
import {
  allRows,
  findInPlaces,
  jsonTable,
  keyTexts,
  type Listed,
  type Records,
  rememberRows,
  removeRecords,
  transact,
} from "@skylab/records";
import type { FunctionAddress } from "../domain/functions/function-arn.ts";
import type { StoredUrl, UrlTarget } from "../domain/urls/url.ts";
import { readersOf } from "./readers-of.ts";
import { DIRECTORY, URL_IDS_SPACE, URLS_SPACE } from "./spaces.ts";

export const urlRows = jsonTable<StoredUrl>(URLS_SPACE);

const idRows = jsonTable<UrlTarget>(URL_IDS_SPACE);

/** URLs of functions. Those of a place are changed by transactions of the store, with `urlRows`; here is whose id is whose. */
export type Urls = {
  /**
   * What a request to a URL is for: as it is, or was less than a second ago where another replica has changed it since.
   * `undefined`: there is no such URL.
   */
  readonly find: (id: string) => Promise<FoundUrl | undefined>;
  /** A URL as it is now. */
  readonly read: (of: UrlTarget) => Promise<StoredUrl | undefined>;
  /** The URLs of a function: its own first, then its aliases' by their names. */
  readonly list: (of: FunctionAddress, page: UrlPage) => Promise<readonly Listed<StoredUrl>[]>;
  /** All URLs of a function, and of its aliases. */
  readonly all: (of: FunctionAddress) => Promise<readonly FoundUrl[]>;
  /** Makes an id point to what is to have it. False: a URL of another function or alias has it. */
  readonly claim: (id: string, of: UrlTarget) => Promise<boolean>;
  /** Gives an id up, where it still points there. */
  readonly release: (id: string, of: UrlTarget) => Promise<void>;
};

export type FoundUrl = { readonly of: UrlTarget; readonly url: StoredUrl };

export type UrlPage = { readonly after?: Uint8Array | undefined; readonly limit: number };

/** URLs that are remembered. */
const MAX_URLS = 10_000;

export function openUrls(records: Records): Urls {
  const directory = records.partition(DIRECTORY);
  const findTarget = rememberRows(directory, idRows, { most: MAX_URLS, make: (of) => of });
  const findUrl = findInPlaces(records, urlRows, { most: MAX_URLS, make: (url) => url });
  const rowsOf = readersOf(records);
  const read = async ({ name, place, qualifier }: UrlTarget): Promise<StoredUrl | undefined> =>
    rowsOf(place)?.get(urlRows, name, qualifier);
  return {
    find: async (id) => {
      const of = await findTarget(id);
      const url = of && (await findUrl(of.place, of.name, of.qualifier));
      // An id may outlive its URL for a moment, or where a process died between.
      return of !== undefined && url?.id === id ? { of, url } : undefined;
    },
    read,
    list: async ({ name, place }, page) => (await rowsOf(place)?.list(urlRows, { prefix: [name], ...page })) ?? [],
    all: async ({ name, place }) => {
      const rows = rowsOf(place);
      if (rows === undefined) return [];
      const found: FoundUrl[] = [];
      for await (const { key, row } of allRows(rows, urlRows, [name])) {
        found.push({ of: { name, place, qualifier: keyTexts(key)[1] ?? "" }, url: row });
      }
      return found;
    },
    claim: (id, of) =>
      transact(directory, async (rows) => {
        const current = await rows.get(idRows, id);
        const isTaken = current !== undefined && !isSame(current, of) && (await read(current))?.id === id;
        if (!isTaken) rows.put(idRows, of, id);
        return !isTaken;
      }),
    release: (id, of) =>
      transact(directory, async (rows) => {
        const current = await rows.get(idRows, id);
        if (current !== undefined && isSame(current, of)) rows.remove(idRows, id);
      }),
  };
}

const isSame = (one: UrlTarget, other: UrlTarget): boolean =>
  isSamePlace(one.place, other.place) && one.name === other.name && one.qualifier === other.qualifier;

/** Forgets whose ids are whose: all of them, or those of one account. */
export async function resetUrlIds(records: Records, account: string | undefined): Promise<void> {
  await removeRecords(records.partition(DIRECTORY), URL_IDS_SPACE, {
    goes: ({ value }) => account === undefined || idRows.decode(value).place.account === account,
  });
}
