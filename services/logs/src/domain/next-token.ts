import { pageToken, readPageToken } from "@skylab/aws";
import { invalidNextToken } from "./errors.ts";
import type { Position } from "./events/event.ts";
import { eventIdOf, readEventId } from "./events/event-id.ts";

/**
 * The key behind which a page begins; `undefined` where it is the first.
 * @throws AwsError InvalidParameterException for a token of somebody else's
 */
export const readNextToken = (token: string | undefined): Uint8Array | undefined =>
  readPageToken(token, invalidNextToken);

/** Where FilterLogEvents goes on: behind this event. */
export const eventTokenOf = (position: Position): string => pageToken(Buffer.from(eventIdOf(position)));

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
