import type { AwsError } from "./error.ts";

/** Tells our tokens from arbitrary text. */
const PREFIX = "AAE";

/** Where the next page of a list begins, as text that tells clients nothing: behind this key. */
export const pageToken = (key: Uint8Array): string => PREFIX + Buffer.from(key).toString("base64url");

/**
 * The key behind which a page begins; `undefined` where it is the first: there is no token, or an empty one.
 * @throws what `refusal` makes, for a token of somebody else's
 */
export function readPageToken(token: string | undefined, refusal: () => AwsError): Uint8Array | undefined {
  if (token === undefined || token === "") return undefined;
  const key = Buffer.from(token.slice(PREFIX.length), "base64url");
  if (pageToken(key) !== token) throw refusal();
  return key;
}

/** The part of a list that a page shows, and the token of the one behind it where there is one. */
export type Page<Item> = { readonly items: readonly Item[]; readonly nextToken?: string };

/** @param listed one more than the page holds, where there are so many: ask for `limit + 1` */
export function pageOf<Item extends { readonly key: Uint8Array }>(listed: readonly Item[], limit: number): Page<Item> {
  const last = listed[limit - 1];
  return {
    items: listed.slice(0, limit),
    ...(listed.length > limit && last !== undefined && { nextToken: pageToken(last.key) }),
  };
}

/** Which part of a list: so many behind a key. */
export type PageOfAll<Item> = {
  readonly nameOf: (item: Item) => string;
  readonly after: Uint8Array | undefined;
  readonly limit: number;
};

/** A page of a list that is there as a whole, in the order of the names' bytes. */
export function pageOfAll<Item>(items: readonly Item[], { after, limit, nameOf }: PageOfAll<Item>): Page<Item> {
  const behind = items
    .map((item) => ({ key: Buffer.from(nameOf(item)), item }))
    .filter(({ key }) => after === undefined || Buffer.compare(key, after) > 0)
    .toSorted((one, other) => Buffer.compare(one.key, other.key));
  const { items: shown, ...more } = pageOf(behind, limit);
  return { ...more, items: shown.map(({ item }) => item) };
}
