import type { AwsError } from "@skylab/aws";
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
  return { after: readToken(NextToken), limit: Math.min(asked, MAX_PAGE_SIZE) };
}

function readToken(token: string | undefined): Uint8Array | undefined {
  if (token === undefined || token === "") return undefined;
  const key = Buffer.from(token, "base64url");
  if (key.toString("base64url") !== token) throw invalidToken();
  return key;
}

export const invalidToken = (): AwsError => badRequest("Invalid nextToken specified");

/** A page of a list that is whole already, by the names of its items. */
export function pageOfAll<Item>(items: readonly Item[], nameOf: (item: Item) => string, page: V2Page): V2Paged<Item> {
  const rows = items.map((row) => ({ key: Buffer.from(nameOf(row)), row }));
  const { after } = page;
  const rest = rows
    .filter(({ key }) => after === undefined || Buffer.compare(key, after) > 0)
    .toSorted((one, other) => Buffer.compare(one.key, other.key));
  return v2PageOf(rest.slice(0, page.limit + 1), page.limit, (row) => row);
}

/** What a page shows, and the token of the one behind it. */
export type V2Paged<Item> = { readonly Items: Item[]; readonly NextToken?: string };

/** @param listed one more than the page holds, where there are so many: ask for `limit + 1` */
export function v2PageOf<Row, Item>(
  listed: readonly { readonly key: Uint8Array; readonly row: Row }[],
  limit: number,
  describe: (row: Row) => Item,
): V2Paged<Item> {
  const last = listed[limit - 1];
  return {
    Items: listed.slice(0, limit).map(({ row }) => describe(row)),
    ...(listed.length > limit && last !== undefined && { NextToken: Buffer.from(last.key).toString("base64url") }),
  };
}
