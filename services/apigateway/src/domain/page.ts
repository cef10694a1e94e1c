import { pageOf as tokenPageOf, readPageToken } from "@skylab/aws";
import { badRequest } from "./errors.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
const PAGE_SIZE = 25;
const MAX_PAGE_SIZE = 500;

/** Which part of a list a request asks for: `limit` rows behind a key. */
export type Page = { readonly after: Uint8Array | undefined; readonly limit: number };

export type PageRequest = { readonly limit?: number | undefined; readonly position?: string | undefined };

export function readPage({ limit = PAGE_SIZE, position }: PageRequest): Page {
  return { after: readPosition(position), limit: limit < 1 ? PAGE_SIZE : Math.min(limit, MAX_PAGE_SIZE) };
}

const readPosition = (position: string | undefined): Uint8Array | undefined =>
  // In words that nobody recorded from AWS.
  readPageToken(position, () => badRequest("Invalid position specified"));

/** What a page shows, and the position of the one behind it. */
export type Paged<Item> = { readonly items: Item[]; readonly position?: string };

/** @param listed one more than the page holds, where there are so many: ask for `limit + 1` */
export function pageOf<Item extends { readonly key: Uint8Array }>(listed: readonly Item[], limit: number): Paged<Item> {
  const { items, nextToken } = tokenPageOf(listed, limit);
  return { items: [...items], ...(nextToken !== undefined && { position: nextToken }) };
}
