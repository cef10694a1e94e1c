import { pageOf as tokenPageOf, readPageToken } from "@skylab/aws";
import { invalidParameterValue } from "./errors.ts";

/** What a page of most lists holds where nothing else is asked for. https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const PAGE_SIZE = 50;

/** The key behind which a page begins; `undefined`: it is the first. Refused in words that nobody recorded from AWS. */
export const readMarker = (marker: string | undefined): Uint8Array | undefined =>
  readPageToken(marker, () => invalidParameterValue("Invalid Marker."));

/** The part of a list that a page shows, and the marker of the one behind it. */
export type Page<Item> = { readonly items: readonly Item[]; readonly NextMarker?: string };

/** @param listed one more than the page holds, where there are so many */
export function pageOf<Item extends { readonly key: Uint8Array }>(listed: readonly Item[], limit: number): Page<Item> {
  const { items, nextToken } = tokenPageOf(listed, limit);
  return { items, ...(nextToken !== undefined && { NextMarker: nextToken }) };
}
