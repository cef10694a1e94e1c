import type { Peeked, Queue } from "../port.ts";
import type { Contents } from "./contents.ts";
import type { Disk } from "./disk.ts";
import type { Flight } from "./flights.ts";
import { DELAYED, generationKey, laneKey, positionOf } from "./keys.ts";
import { decodeMessage, described, sentAtOf } from "../message-record.ts";

/** Reads messages where they lie, without receiving them. */
export function peek(disk: Disk, contents: Contents, at: { queue: Queue; now: number; limit: number }): Peeked[] {
  const { queue, now, limit } = at;
  const seen: Peeked[] = [];
  const { generation, flights, leaving } = contents;
  const range = { start: generationKey(generation), end: generationKey(generation + 1) };
  for (const { key, value } of disk.messages.getRange(range)) {
    if (seen.length >= limit) break;
    const { order, availableAt } = positionOf(key);
    const message = decodeMessage(value);
    if (leaving.has(order) || message.sentAt + queue.retentionMs <= now) continue;
    const flight = flights.get(order);
    seen.push({
      ...described(queue, message, order),
      receives: message.receives + (flight?.receives ?? 0),
      firstReceivedAt: message.firstReceivedAt || flight?.firstReceivedAt,
      state: stateAt(now, flight, queue.fifo ? message.sentAt + queue.fifo.delayMs : availableAt),
    });
  }
  return seen;
}

function stateAt(now: number, flight: Flight | undefined, availableAt: number): Peeked["state"] {
  if (flight?.inFlight && flight.visibleAt > now) return "inFlight";
  return availableAt > now ? "delayed" : "visible";
}

/** The messages at the head of each lane that are older than the retention, at most `limit`. */
export function expired(disk: Disk, contents: Contents, at: { queue: Queue; now: number; limit: number }): Buffer[] {
  const keys: Buffer[] = [];
  for (const lane of [0, DELAYED]) {
    const range = { start: laneKey(contents.generation, lane), end: laneKey(contents.generation, lane + 1) };
    for (const { key, value } of disk.messages.getRange(range)) {
      if (keys.length >= at.limit || sentAtOf(value) + at.queue.retentionMs > at.now) break;
      if (!contents.leaving.has(positionOf(key).order)) keys.push(key);
    }
  }
  return keys;
}
