import { invalidParameterValue } from "./errors.ts";

/** What a page of most lists holds where nothing else is asked for. https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const PAGE_SIZE = 50;

/** The key behind which a page begins; `undefined`: it is the first. */
export function readMarker(marker: string | undefined): Uint8Array | undefined {
  if (marker === undefined || marker === "") return undefined;
  const key = Buffer.from(marker, "base64url");
  // In words that nobody recorded from AWS.
  if (key.toString("base64url") !== marker) throw invalidParameterValue("Invalid Marker.");
  return key;
}

/** The part of a list that a page shows, and the marker of the one behind it. */
export type Page<Item> = { readonly items: readonly Item[]; readonly NextMarker?: string };

/** @param listed one more than the page holds, where there are so many */
export function pageOf<Item extends { readonly key: Uint8Array }>(listed: readonly Item[], limit: number): Page<Item> {
  const last = listed[limit - 1];
  return {
    items: listed.slice(0, limit),
    ...(listed.length > limit && last !== undefined && { NextMarker: Buffer.from(last.key).toString("base64url") }),
  };
}
