import type { Disk } from "./disk.ts";
import { laneKey, type Position, positionOf, READY } from "./keys.ts";
import { sentAtOf } from "../message-record.ts";

type Count = {
  readonly delayMs: number;
  at: number;
  /** Where the first counted message is, or was. */
  from: Buffer;
  /** The order of the last message that was counted. */
  last: number;
  messages: number;
};

/**
 * Counts the messages at the end of a FIFO queue that are younger than its delay: once from the end, then by following
 * the clock, so that each message is looked at once.
 */
export class DelayCounter {
  private readonly disk: Disk;
  private readonly start: Buffer;
  private readonly end: Buffer;
  private counted: Count | undefined;

  constructor(disk: Disk, generation: number) {
    this.disk = disk;
    this.start = laneKey(generation, READY);
    this.end = laneKey(generation, READY + 1);
  }

  count(now: number, delayMs: number): number {
    return delayMs === 0 ? 0 : this.follow(now, delayMs).messages;
  }

  /** When the first delayed message becomes visible. */
  nextAt(now: number, delayMs: number): number | undefined {
    if (delayMs === 0) return undefined;
    const { from, messages } = this.follow(now, delayMs);
    if (messages === 0) return undefined;
    for (const { value } of this.disk.messages.getRange({ start: from, end: this.end, limit: 1 })) {
      return sentAtOf(value) + delayMs;
    }
    return undefined;
  }

  /** New messages are at the end; the count may have found them there before. */
  stored(positions: readonly Position[]): void {
    const { counted } = this;
    // With none counted there is no place to count on from.
    if (!counted || counted.messages <= 0) {
      this.counted = undefined;
      return;
    }
    for (const { order } of positions) {
      if (order <= counted.last) continue;
      counted.last = order;
      counted.messages += 1;
    }
  }

  /** A message is gone: perhaps, where its queue keeps messages for a shorter time than it delays them, one that was counted. */
  left({ order }: Position): void {
    const { counted } = this;
    if (counted && counted.messages > 0 && order >= positionOf(counted.from).order) this.counted = undefined;
  }

  private follow(now: number, delayMs: number): Count {
    const { counted } = this;
    if (counted?.delayMs !== delayMs || now < counted.at) return (this.counted = this.countFromEnd(now, delayMs));
    counted.at = now;
    if (counted.messages === 0) return counted;
    for (const { key, value } of this.disk.messages.getRange({ start: counted.from, end: this.end })) {
      counted.from = key;
      if (sentAtOf(value) + delayMs > now) return counted;
      counted.messages -= 1;
    }
    counted.messages = 0;
    return counted;
  }

  private countFromEnd(now: number, delayMs: number): Count {
    const count: Count = { delayMs, at: now, from: this.end, last: 0, messages: 0 };
    for (const { key, value } of this.disk.messages.getRange({ start: this.end, end: this.start, reverse: true })) {
      if (sentAtOf(value) + delayMs <= now) break;
      count.from = key;
      count.last = Math.max(count.last, positionOf(key).order);
      count.messages += 1;
    }
    return count;
  }
}
