import type { Disk } from "./disk.ts";
import { laneKey, READY } from "./keys.ts";
import { sentAtOf } from "./message-record.ts";

type Count = { readonly delayMs: number; from: Buffer; messages: number };

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

  /** So many new messages are at the end. */
  stored(messages: number): void {
    // With none counted there is no place to count on from.
    if (this.counted && this.counted.messages > 0) this.counted.messages += messages;
    else this.counted = undefined;
  }

  private follow(now: number, delayMs: number): Count {
    if (this.counted?.delayMs !== delayMs) return (this.counted = this.countFromEnd(now, delayMs));
    const { counted } = this;
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
    const count: Count = { delayMs, from: this.end, messages: 0 };
    for (const { key, value } of this.disk.messages.getRange({ start: this.end, end: this.start, reverse: true })) {
      if (sentAtOf(value) + delayMs <= now) break;
      count.from = key;
      count.messages += 1;
    }
    return count;
  }
}
