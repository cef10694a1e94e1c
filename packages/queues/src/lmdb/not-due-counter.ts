import type { Disk } from "./disk.ts";
import { DELAYED, laneKey, messageKey, type Position } from "./keys.ts";
import type { Memory } from "./order.ts";

/** Counts the messages of a standard queue that are delayed: all of them once, then those that the clock passes. */
export class NotDueCounter {
  private readonly disk: Disk;
  private readonly generation: number;
  private readonly memory: Memory;
  private notDue: number | undefined;
  /** What becomes visible later than this was not due when it was counted. */
  private countedAt = 0;

  constructor(disk: Disk, generation: number, memory: Memory) {
    this.disk = disk;
    this.generation = generation;
    this.memory = memory;
  }

  count(now: number): number {
    const before = this.countedAt;
    this.countedAt = now;
    if (this.notDue === undefined) this.notDue = this.countDue(now, Infinity);
    else if (now < before) this.notDue += this.countDue(now, before);
    else if (now > before && this.notDue > 0) this.notDue -= this.countDue(before, now);
    return this.notDue;
  }

  stored({ availableAt }: Position): void {
    if (this.notDue !== undefined && availableAt > this.countedAt) this.notDue += 1;
  }

  left({ availableAt }: Position): void {
    if (this.notDue !== undefined && availableAt > this.countedAt) this.notDue -= 1;
  }

  /** How many become due later than `after` and not later than `until`, as `stored` and `left` told it: the disk may be ahead of them. */
  private countDue(after: number, until: number): number {
    const end = until === Infinity ? laneKey(this.generation, DELAYED + 1) : this.firstKey(until + 1);
    let count = this.disk.messages.getKeysCount({ start: this.firstKey(after + 1), end });
    const isCounted = ({ lane, availableAt }: Position): boolean =>
      lane === DELAYED && availableAt > after && availableAt <= until;
    for (const position of this.memory.arriving) if (isCounted(position) && this.isStored(position)) count -= 1;
    for (const { position } of this.memory.leaving.values()) {
      if (isCounted(position) && !this.isStored(position)) count += 1;
    }
    return count;
  }

  private isStored(position: Position): boolean {
    return this.disk.messages.doesExist(messageKey(this.generation, position));
  }

  private firstKey(availableAt: number): Buffer {
    return messageKey(this.generation, { lane: DELAYED, availableAt, order: 0 });
  }
}
