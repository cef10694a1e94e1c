import type { NewMessage, Queue, Received, ReceiveOptions } from "../port.ts";
import { randomIds } from "@skylab/aws";

const HOUR_MS = 3_600_000;

/** A queue as SQS makes it by default, under a name of its own. */
export function newQueue(settings: Partial<Queue> = {}): Queue {
  return {
    id: `test/${randomIds.uuid()}`,
    retentionMs: 96 * HOUR_MS,
    maxInFlight: 120_000,
    maxVisibilityMs: 12 * HOUR_MS,
    ...settings,
  };
}

export function newFifoQueue(settings: Partial<Queue> = {}): Queue {
  return newQueue({ fifo: { deduplicationScope: "queue", delayMs: 0 }, ...settings });
}

export function message(text: string, more: Partial<NewMessage> = {}): NewMessage {
  return { id: randomIds.uuid(), payload: Buffer.from(text), ...more };
}

/** A FIFO message whose deduplication id is its text. */
export function inGroup(groupId: string, text: string, more: Partial<NewMessage> = {}): NewMessage {
  return message(text, { groupId, deduplicationId: text, ...more });
}

/** Ten at once, hidden for half a minute, without waiting. */
export const TEN: ReceiveOptions = { max: 10, waitMs: 0, visibilityMs: 30_000 };

/** The same of a queue in which there are some: one that does not wait looks behind what is dead or set aside for a second only. */
export const TEN_THAT_ARE_THERE: ReceiveOptions = { ...TEN, waitMs: 20_000 };

export const text = (received: { readonly payload: Uint8Array }): string => Buffer.from(received.payload).toString();
export const texts = (received: readonly { readonly payload: Uint8Array }[]): string[] => received.map(text);
export const receipts = (received: readonly Received[]): string[] => received.map(({ receipt }) => receipt);

/** The only one of a list. */
export function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (items.length !== 1 || item === undefined) throw new Error(`expected one, got ${items.length}`);
  return item;
}
