import { invalidParameter } from "./errors.ts";

/** What a page of SNS's lists holds at most. https://docs.aws.amazon.com/sns/latest/api/API_ListPlatformApplications.html */
export const PAGE = 100;

/** Tells our tokens from arbitrary text. */
const PREFIX = "AAE";

/** Where the next page of a list begins: behind this key. */
export const nextTokenOf = (key: Uint8Array): string => PREFIX + Buffer.from(key).toString("base64url");

/**
 * The key behind which a page begins; `undefined` where it is the first.
 * @throws AwsError InvalidParameter for a token of somebody else's, in words that nobody recorded from AWS
 */
export function readNextToken(token: string | undefined): Uint8Array | undefined {
  if (token === undefined || token === "") return undefined;
  const key = Buffer.from(token.slice(PREFIX.length), "base64url");
  if (nextTokenOf(key) !== token) throw invalidParameter("NextToken");
  return key;
}

/** The part of a list that a page shows, and the token of the one behind it. */
export type Page<Item> = { readonly items: readonly Item[]; readonly nextToken: string | undefined };

/** @param listed one more than the page holds, where there are so many */
export function pageOf<Item extends { readonly key: Uint8Array }>(listed: readonly Item[], limit: number): Page<Item> {
  const last = listed[limit - 1];
  return {
    items: listed.slice(0, limit),
    nextToken: listed.length > limit && last !== undefined ? nextTokenOf(last.key) : undefined,
  };
}
