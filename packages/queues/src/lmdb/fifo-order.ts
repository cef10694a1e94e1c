import { DelayCounter } from "./delay-counter.ts";
import { createDeque } from "./deque.ts";
import type { Disk } from "./disk.ts";
import type { Flight } from "./flights.ts";
import { laneKey, messageKey, type Position, positionOf, READY } from "./keys.ts";
import { groupIdOf, sentAtOf } from "../message-record.ts";
import type { Memory, Order, Taker } from "./order.ts";

/**
 * How far FIFO queues look for a group that is not blocked, as AWS does.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
const WINDOW = 120_000;

/** How many messages are read at a time in search of a group. */
const READ_AHEAD = 100;

/** A message group: what of it waits in the window, in order, and how many of it are in flight, which block the rest. */
type Group = { readonly id: string; readonly waiting: number[]; inFlight: number; isReady: boolean };

/**
 * FIFO queues: the groups of the first 120,000 messages are in memory, what is behind them is on the disk. A group
 * that has messages and none in flight is ready; ready groups are served in turn.
 */
export class FifoOrder implements Order {
  private readonly disk: Disk;
  private readonly generation: number;
  private readonly memory: Memory;
  private readonly delays: DelayCounter;
  private readonly groups = new Map<string, Group>();
  private readonly ready = createDeque<Group>();
  /** In flight since before the process began, and not passed by the loader yet. */
  private readonly restored = new Set<number>();
  private loadFrom = 0;
  private loaded = 0;
  private hasMore = true;

  constructor(disk: Disk, generation: number, memory: Memory) {
    this.disk = disk;
    this.generation = generation;
    this.memory = memory;
    this.delays = new DelayCounter(disk, generation);
    for (const flight of memory.flights.values()) {
      if (!flight.inFlight) continue;
      this.groupOf(flight).inFlight += 1;
      this.restored.add(flight.position.order);
      this.loaded += 1;
    }
  }

  take(now: number, delayMs: number, taker: Taker): void {
    for (let group = this.nextReady(now, delayMs); group && taker.wants(); group = this.nextReady(now, delayMs)) {
      this.ready.shift();
      group.isReady = false;
      this.serve(group, taker);
      this.settle(group);
    }
  }

  /** As many of one group as are wanted: the group is blocked for others from the first on. */
  private serve(group: Group, taker: Taker): void {
    let served = 0;
    for (const order of group.waiting) {
      if (!taker.wants()) break;
      served += 1;
      const isTaken = !this.memory.leaving.has(order) && taker.offer(readyPosition(order), undefined) === "taken";
      if (isTaken) group.inFlight += 1;
      else this.loaded -= 1;
    }
    group.waiting.splice(0, served);
  }

  private nextReady(now: number, delayMs: number): Group | undefined {
    let progresses = true;
    while (progresses && !this.ready.peek() && this.loaded < WINDOW)
      progresses = this.hasMore && this.load(now, delayMs);
    return this.ready.peek();
  }

  /** Reads the next messages of the lane into their groups; false where it got no further. */
  private load(now: number, delayMs: number): boolean {
    const start = messageKey(this.generation, readyPosition(this.loadFrom));
    const end = laneKey(this.generation, READY + 1);
    let read = 0;
    for (const { key, value } of this.disk.messages.getRange({ start, end, limit: READ_AHEAD })) {
      // Messages are sent in order, so all behind this one are delayed, too. Without a delay the time of the send does not
      // count: it is ahead where the clock was set back.
      if (delayMs > 0 && sentAtOf(value) + delayMs > now) return read > 0;
      read += 1;
      const { order } = positionOf(key);
      this.loadFrom = order + 1;
      if (this.restored.delete(order) || this.memory.leaving.has(order)) continue;
      const group = this.groupCalled(groupIdOf(value));
      group.waiting.push(order);
      this.loaded += 1;
      this.settle(group);
    }
    if (read < READ_AHEAD) this.hasMore = false;
    return read > 0;
  }

  private groupOf(flight: Flight): Group {
    return this.groupCalled(flight.groupId ?? "");
  }

  private groupCalled(id: string): Group {
    let group = this.groups.get(id);
    if (!group) this.groups.set(id, (group = { id, waiting: [], inFlight: 0, isReady: false }));
    return group;
  }

  /** Something of the group came or went: is it ready, or no group any more? */
  private settle(group: Group): void {
    if (group.inFlight > 0 || group.isReady) return;
    if (group.waiting.length === 0) {
      this.groups.delete(group.id);
      return;
    }
    group.isReady = true;
    this.ready.push(group);
  }

  stored(positions: readonly Position[]): void {
    this.hasMore = true;
    this.delays.stored(positions);
  }

  landed(flight: Flight): void {
    const group = this.groupOf(flight);
    insertSorted(group.waiting, flight.position.order);
    group.inFlight -= 1;
    this.settle(group);
  }

  gone(flight: Flight): void {
    const group = this.groupOf(flight);
    this.restored.delete(flight.position.order);
    group.inFlight -= 1;
    this.loaded -= 1;
    this.settle(group);
  }

  left(position: Position): void {
    this.delays.left(position);
  }

  delayed(now: number, delayMs: number): number {
    return this.delays.count(now, delayMs);
  }

  nextAt(now: number, delayMs: number): number | undefined {
    return this.delays.nextAt(now, delayMs);
  }
}

export const readyPosition = (order: number): Position => ({ lane: READY, availableAt: 0, order });

function insertSorted(orders: number[], order: number): void {
  const at = orders.findIndex((other) => other > order);
  orders.splice(at < 0 ? orders.length : at, 0, order);
}
