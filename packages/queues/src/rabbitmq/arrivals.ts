import { decodeMessage, type MessageRecord, sentAtOf } from "../message-record.ts";
import { groupDigest } from "./digest.ts";
import { keyOf } from "./message-key.ts";
import type { Argument } from "./redis-link.ts";

/** A message on its way into Redis. */
export type Arrival = { readonly message: MessageRecord; readonly record: Buffer; readonly visibleAt: number };

/** Records from RabbitMQ; what was sent at `oldest` or before needs no place in Redis, and may go. */
export function arrivalsOf(
  records: readonly Buffer[],
  oldest: number,
): { readonly kept: readonly Arrival[]; readonly expired: number } {
  const kept: Arrival[] = [];
  for (const record of records)
    if (sentAtOf(record) > oldest) kept.push({ message: decodeMessage(record), record, visibleAt: 0 });
  return { kept, expired: records.length - kept.length };
}

/** How arrivals are told to the script that takes. */
export const arrivalArgs = (arrivals: readonly Arrival[]): Argument[] =>
  arrivals.flatMap(({ message, record, visibleAt }) => [
    keyOf(message),
    message.sentAt,
    message.groupId === undefined ? "" : groupDigest(message.groupId),
    visibleAt,
    record,
  ]);

/** Their messages, by the keys that scripts know them by. */
export const messagesOf = (arrivals: readonly Arrival[]): ReadonlyMap<string, MessageRecord> =>
  new Map(arrivals.map(({ message }) => [keyOf(message).toString("latin1"), message]));

/** And that nobody takes anything. */
export const arriveOnly = (): Argument[] => ["", 0, 0, 0, 0, 0, 0];
