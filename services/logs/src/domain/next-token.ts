import { invalidNextToken } from "./errors.ts";
import type { Position } from "./events/event.ts";
import { eventIdOf, readEventId } from "./events/event-id.ts";

/** Tells our tokens from arbitrary text. */
const PREFIX = "AAE";

/** Where the next page of a list begins: behind this key. */
export const nextTokenOf = (key: Uint8Array): string => PREFIX + Buffer.from(key).toString("base64url");

/**
 * The key behind which a page begins; `undefined` where it is the first.
 * @throws AwsError InvalidParameterException
 */
export function readNextToken(token: string | undefined): Uint8Array | undefined {
  if (token === undefined) return undefined;
  const key = Buffer.from(token.slice(PREFIX.length), "base64url");
  if (nextTokenOf(key) !== token) throw invalidNextToken();
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

type Asked<Item> = {
  /** By which the items are in order. */
  readonly nameOf: (item: Item) => string;
  readonly token: string | undefined;
  readonly limit: number;
};

/**
 * A page of a list that is there as a whole.
 * @throws AwsError InvalidParameterException for a token of somebody else's
 */
export function pageOfAll<Item>(items: readonly Item[], { limit, nameOf, token }: Asked<Item>): Page<Item> {
  const after = readNextToken(token);
  const behind = items
    .map((item) => ({ key: Buffer.from(nameOf(item)), item }))
    .filter(({ key }) => after === undefined || Buffer.compare(key, after) > 0);
  const { items: shown, nextToken } = pageOf(behind, limit);
  return { items: shown.map(({ item }) => item), nextToken };
}

/** Where FilterLogEvents goes on: behind this event. */
export const eventTokenOf = (position: Position): string => nextTokenOf(Buffer.from(eventIdOf(position)));

/** @throws AwsError InvalidParameterException */
export function readEventToken(token: string | undefined): Position | undefined {
  const key = readNextToken(token);
  if (key === undefined) return undefined;
  const position = readEventId(Buffer.from(key).toString());
  if (position === undefined) throw invalidNextToken();
  return position;
}

/** Where GetLogEvents goes on: forward behind an event, or backward before it. */
export type StreamToken = { readonly isForward: boolean; readonly position: Position };

export const streamTokenOf = ({ isForward, position }: StreamToken): string =>
  `${isForward ? "f" : "b"}/${eventIdOf(position)}/s`;

/** @throws AwsError InvalidParameterException */
export function readStreamToken(token: string | undefined): StreamToken | undefined {
  if (token === undefined) return undefined;
  const [, direction, id = ""] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  const position = readEventId(id);
  if (position === undefined) throw invalidNextToken();
  return { isForward: direction === "f", position };
}
