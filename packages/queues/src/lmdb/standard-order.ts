import { createDeque } from "./deque.ts";
import type { Disk } from "./disk.ts";
import { FairShare } from "./fair-share.ts";
import type { Flight } from "./flights.ts";
import { DELAYED, laneKey, messageKey, type Position, positionOf, READY } from "./keys.ts";
import { groupIdOf } from "../message-record.ts";
import { NotDueCounter } from "./not-due-counter.ts";
import type { Memory, Order, Taker } from "./order.ts";

/**
 * Standard queues: first what comes back from flight, then what was delayed and is due, then the ready lane. Both lanes
 * are read from a cursor that only moves on, so that a receive costs the same however many messages wait or are gone.
 * Messages of noisy tenants are set aside and come last.
 */
export class StandardOrder implements Order {
  private readonly disk: Disk;
  private readonly generation: number;
  private readonly memory: Memory;
  private readonly fairShare: FairShare;
  private readonly returned = createDeque<Flight>();
  private readyFrom: Buffer;
  private readonly readyEnd: Buffer;
  private delayedFrom: Buffer;
  private readonly delayedEnd: Buffer;
  private readonly notDue: NotDueCounter;
  private isDelayedLaneUsed = true;

  constructor(disk: Disk, generation: number, memory: Memory) {
    this.disk = disk;
    this.generation = generation;
    this.memory = memory;
    this.fairShare = new FairShare(memory.flights);
    this.readyFrom = laneKey(generation, READY);
    this.readyEnd = laneKey(generation, READY + 1);
    this.delayedFrom = laneKey(generation, DELAYED);
    this.delayedEnd = laneKey(generation, DELAYED + 1);
    this.notDue = new NotDueCounter(disk, generation, memory);
  }

  take(now: number, _delayMs: number, taker: Taker): void {
    this.takeAside(taker, () => this.fairShare.nextQuiet());
    this.takeReturned(taker);
    if (this.isDelayedLaneUsed) this.takeDelayed(now, taker);
    this.readyFrom = this.takeLane(this.readyFrom, this.readyEnd, taker);
    this.takeAside(taker, () => this.fairShare.nextNoisy());
  }

  private takeAside(taker: Taker, next: () => Position | undefined): void {
    while (taker.wants()) {
      const position = next();
      if (!position) return;
      if (this.isFree(position)) this.offer(taker, position, undefined);
    }
  }

  /** Where the delayed lane was read once more, a message may have been set aside twice. */
  private isFree({ order }: Position): boolean {
    return !this.memory.leaving.has(order) && !this.memory.flights.get(order)?.inFlight;
  }

  private takeReturned(taker: Taker): void {
    for (let flight = this.returned.peek(); flight && taker.wants(); flight = this.returned.peek()) {
      this.returned.shift();
      const { position, groupId } = flight;
      // It may be gone, or have been put here twice.
      if (this.memory.flights.get(position.order) !== flight || flight.inFlight) continue;
      if (!groupId || !this.fairShare.setAside(groupId, position)) this.offer(taker, position, undefined);
    }
  }

  private takeDelayed(now: number, taker: Taker): void {
    const notDue = this.notDue.count(now);
    this.delayedFrom = this.takeLane(this.delayedFrom, this.dueEnd(now), taker);
    if (notDue === 0 && taker.wants()) this.isDelayedLaneUsed = false;
  }

  /** Offers a lane from `start` and returns where to go on. */
  private takeLane(start: Buffer, end: Buffer, taker: Taker): Buffer {
    if (!taker.wants()) return start;
    let passed: Buffer | undefined;
    for (const { key, value } of this.disk.messages.getRange({ start, end })) {
      const position = positionOf(key);
      if (!this.isKnown(position)) {
        const groupId = groupIdOf(value);
        if (!groupId || !this.fairShare.setAside(groupId, position)) this.offer(taker, position, value);
      }
      passed = key;
      if (!taker.wants()) break;
    }
    return passed ? after(passed) : start;
  }

  private isKnown({ order }: Position): boolean {
    return this.memory.flights.get(order) !== undefined || this.memory.leaving.has(order);
  }

  private offer(taker: Taker, position: Position, record: Buffer | undefined): void {
    if (taker.offer(position, record) === "taken")
      this.fairShare.took(this.memory.flights.get(position.order)?.groupId);
  }

  stored(positions: readonly Position[]): void {
    for (const position of positions) {
      if (position.lane === READY) continue;
      this.isDelayedLaneUsed = true;
      this.notDue.stored(position);
      const key = messageKey(this.generation, position);
      // The clock may have passed it while it was on its way to the disk.
      if (key.compare(this.delayedFrom) < 0) this.delayedFrom = key;
    }
  }

  landed(flight: Flight): void {
    this.fairShare.released(flight.groupId);
    this.returned.push(flight);
  }

  gone(flight: Flight): void {
    this.fairShare.released(flight.groupId);
  }

  left(position: Position): void {
    if (position.lane === DELAYED) this.notDue.left(position);
  }

  delayed(now: number): number {
    return this.isDelayedLaneUsed ? this.notDue.count(now) : 0;
  }

  nextAt(now: number): number | undefined {
    if (!this.isDelayedLaneUsed) return undefined;
    for (const key of this.disk.messages.getKeys({ start: this.dueEnd(now), end: this.delayedEnd, limit: 1 })) {
      return positionOf(key).availableAt;
    }
    return undefined;
  }

  private dueEnd(now: number): Buffer {
    return messageKey(this.generation, { lane: DELAYED, availableAt: now + 1, order: 0 });
  }
}

/** The least key behind this one. */
const after = (key: Buffer): Buffer => Buffer.concat([key, Buffer.of(0)]);

/** Where a new message goes. */
export function standardPosition(order: number, now: number, delayMs: number): Position {
  return delayMs > 0 ? { lane: DELAYED, availableAt: now + delayMs, order } : { lane: READY, availableAt: 0, order };
}
