import type { Clock, Ids } from "@skylab/aws";
import type { Queue, Queues, Received, ReceiveOptions } from "../port.ts";
import { type Disk, type Durability, openDisk } from "./disk.ts";
import { GarbageCollector } from "./garbage.ts";
import { openGenerations } from "./generations.ts";
import { generationKey, positionOf } from "./keys.ts";
import { expired, peek } from "./look.ts";
import { receive, transfer } from "./receiving.ts";
import { type Shared, StoredQueue } from "./stored-queue.ts";
import { WaitingRoom } from "./waiting-room.ts";
import { createWriteBehind, type WriteBehind } from "./write-behind.ts";

export type LmdbQueuesOptions = {
  /** Made where it is not there; no other process may use it. */
  readonly folder: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** `fast`: an answered write may be lost when the machine, not only the process, goes down within half a second. */
  readonly durability: Durability;
  /** A write that failed; those who waited for it were told. */
  readonly onFailure?: (error: unknown) => void;
};

/** Records deleted per transaction. */
const EXPIRED_AT_ONCE = 500;

/** The queues port on LMDB, in this process alone. */
export function openLmdbQueues(options: LmdbQueuesOptions): Queues {
  const engine = new LmdbQueues(options);
  return {
    send: (queue, messages) => engine.open(queue).stored.send(queue, messages),
    receive: (queue, how) => engine.receive(queue, how),
    remove: (queue, receipts) => {
      const { stored } = engine.open(queue);
      return Promise.all(receipts.map((receipt) => stored.remove(queue, receipt)));
    },
    setVisibility: async (queue, changes) => {
      const { stored } = engine.open(queue);
      return changes.map(({ receipt, visibilityMs }) => stored.setVisibility(queue, receipt, visibilityMs));
    },
    counts: async (queue) => engine.open(queue).stored.counts(queue),
    peek: async (queue, limit) => engine.peek(queue, limit),
    transfer: (from, max, to) => transfer(engine.open(from).stored, { from, max, to }),
    purge: (queue) => engine.purge(queue),
    drop: (queue) => engine.drop(queue),
    expire: (queue) => engine.expire(queue),
    ping: () => engine.ping(),
    close: () => engine.close(),
  };
}

type OpenQueue = { readonly stored: StoredQueue; readonly room: WaitingRoom };

class LmdbQueues {
  private readonly clock: Clock;
  private readonly disk: Disk;
  private readonly garbage: GarbageCollector;
  private readonly behind: WriteBehind = createWriteBehind();
  private readonly shared: Shared;
  private readonly queues = new Map<string, OpenQueue>();
  private isClosed = false;

  constructor(options: LmdbQueuesOptions) {
    const onFailure = options.onFailure ?? (() => undefined);
    this.clock = options.clock;
    this.disk = openDisk({
      folder: options.folder,
      durability: options.durability,
      onFailure: (error) => {
        onFailure(error);
        this.forgetMemory();
      },
    });
    const generations = openGenerations(this.disk);
    this.shared = {
      disk: this.disk,
      clock: options.clock,
      ids: options.ids,
      generations,
      open: (queue) => this.open(queue).stored,
      throwAway: (generation) => void this.disk.garbage.put(generationKey(generation), Buffer.of(0)),
      saveSoon: this.behind.saveSoon,
    };
    this.garbage = new GarbageCollector(this.disk, onFailure);
    this.garbage.collect();
  }

  open(queue: Queue): OpenQueue {
    const known = this.queues.get(queue.id);
    if (known) return known;
    const stored = new StoredQueue(this.shared, queue);
    const room = new WaitingRoom(this.clock, {
      take: (settings, how) => receive(stored, settings, how),
      nextVisibleAt: (settings) => stored.nextVisibleAt(settings),
    });
    stored.onVisible = room.wake;
    const opened = { stored, room };
    this.queues.set(queue.id, opened);
    return opened;
  }

  /** After a failed write memory and disk may differ; what is on the disk counts. */
  private forgetMemory(): void {
    for (const { room } of this.queues.values()) room.empty();
    this.queues.clear();
  }

  async receive(queue: Queue, how: ReceiveOptions): Promise<readonly Received[]> {
    const { stored, room } = this.open(queue);
    let got = receive(stored, queue, how);
    while (got.messages.length === 0 && (got.more || got.moving.length > 0)) {
      // Who finds a queue empty may look for the dead letters next: they are there before the answer.
      await Promise.all(got.moving);
      if (got.more) await new Promise(setImmediate);
      // Dropped or forgotten meanwhile: nobody would wake one who waits there.
      if (this.queues.get(queue.id)?.stored !== stored) return [];
      got = receive(stored, queue, how);
    }
    if (got.messages.length > 0) {
      // A repeated attempt may be hidden for a shorter time than those who wait know.
      room.wake();
      return got.messages;
    }
    const isFull = stored.contents.flights.inFlight() >= queue.maxInFlight;
    if (how.waitMs <= 0 || isFull || how.signal?.aborted) return [];
    return room.wait(queue, how);
  }

  peek(queue: Queue, limit: number): ReturnType<typeof peek> {
    return peek(this.disk, this.open(queue).stored.contents, { queue, now: this.clock.now(), limit });
  }

  async purge(queue: Queue): Promise<void> {
    await this.open(queue).stored.purge(queue);
    this.garbage.collect();
  }

  async drop(queue: Queue): Promise<void> {
    const { stored, room } = this.open(queue);
    this.queues.delete(queue.id);
    room.empty();
    // What they find dead would follow the queue they know.
    for (const other of this.queues.values())
      other.room.sendAway(({ deadLetter }) => deadLetter?.queue.id === queue.id);
    await stored.drop();
    this.garbage.collect();
  }

  async expire(queue: Queue): Promise<number> {
    const { stored } = this.open(queue);
    let count = 0;
    for (let found = EXPIRED_AT_ONCE; found === EXPIRED_AT_ONCE; count += found) {
      const keys = expired(this.disk, stored.contents, { queue, now: this.clock.now(), limit: EXPIRED_AT_ONCE });
      await Promise.all(keys.map((key) => stored.leave(positionOf(key))));
      found = keys.length;
    }
    const { deduplication } = stored.contents;
    for (let swept = EXPIRED_AT_ONCE; queue.fifo && swept === EXPIRED_AT_ONCE;) {
      swept = await deduplication.sweep(this.clock.now(), EXPIRED_AT_ONCE);
    }
    return count;
  }

  async ping(): Promise<void> {
    if (this.isClosed) throw new Error("The queues are closed");
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const { room } of this.queues.values()) room.empty();
    await this.behind.saveNow();
    await this.garbage.stop();
    await this.disk.close();
  }
}
