import { type AwsError, type Page, pageOf, pageOfAll, readPageToken } from "@skylab/aws";
import { badRequest } from "../errors.ts";

/** What a page holds at most, and where nothing else is asked for: AWS tells neither. All routes of an API fit. */
const MAX_PAGE_SIZE = 500;

/** The part of a list that a request asks for: `limit` rows behind a key. */
export type V2Page = { readonly after: Uint8Array | undefined; readonly limit: number };

export type V2PageRequest = { readonly MaxResults?: string | undefined; readonly NextToken?: string | undefined };

/** @throws AwsError BadRequestException, in words that nobody recorded from AWS */
export function readV2Page({ MaxResults, NextToken }: V2PageRequest): V2Page {
  const asked = MaxResults === undefined ? MAX_PAGE_SIZE : Number(MaxResults);
  if (!Number.isInteger(asked) || asked < 1) throw badRequest(`Invalid value for maxResults: ${MaxResults}`);
  return { after: readPageToken(NextToken, invalidToken), limit: Math.min(asked, MAX_PAGE_SIZE) };
}

export const invalidToken = (): AwsError => badRequest("Invalid nextToken specified");

/** What a page shows, and the token of the one behind it. */
export type V2Paged<Item> = { readonly Items: Item[]; readonly NextToken?: string };

/** A page of a list that is whole already, by the names of its items. */
export const v2PageOfAll = <Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  page: V2Page,
): V2Paged<Item> => paged(pageOfAll(items, { nameOf, ...page }));

/** @param listed one more than the page holds, where there are so many: ask for `limit + 1` */
export function v2PageOf<Row, Item>(
  listed: readonly { readonly key: Uint8Array; readonly row: Row }[],
  limit: number,
  describe: (row: Row) => Item,
): V2Paged<Item> {
  const { Items, ...more } = paged(pageOf(listed, limit));
  return { Items: Items.map(({ row }) => describe(row)), ...more };
}

const paged = <Item>({ items, nextToken }: Page<Item>): V2Paged<Item> => ({
  Items: [...items],
  ...(nextToken !== undefined && { NextToken: nextToken }),
});
