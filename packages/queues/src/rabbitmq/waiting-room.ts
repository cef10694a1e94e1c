import type { CancelTimer, Clock } from "@skylab/aws";
import type { Queue, Received, ReceiveOptions } from "../port.ts";
import { type Deadline, inTime } from "./deadline.ts";

export type Served = {
  readonly messages: readonly Received[];
  /** As many are in flight as may be: there is nothing to wait for. */
  readonly isFull: boolean;
  readonly nextAt: number | undefined;
};

/** The queue that is waited for. */
export type Counter = {
  readonly take: (queue: Queue, how: ReceiveOptions, deadline: Deadline) => Promise<Served>;
  /** Shows messages at once that nobody waits for any more. */
  readonly giveBack: (queue: Queue, messages: readonly Received[], deadline: Deadline) => Promise<unknown>;
  /** Resolves when no news of the queue is missed from now on. */
  readonly listen: (deadline: Deadline) => Promise<unknown>;
  readonly leave: () => void;
};

type Waiter = {
  readonly queue: Queue;
  readonly how: ReceiveOptions;
  readonly leave: (messages: readonly Received[]) => void;
  readonly fail: (error: unknown) => void;
};

/** Where receives wait for messages of one queue in this replica, served in the order in which they came. */
export class WaitingRoom {
  private readonly clock: Clock;
  private readonly counter: Counter;
  private readonly waiters = new Set<Waiter>();
  private alarm: { readonly at: number; readonly cancel: CancelTimer } | undefined;
  private isServing = false;
  private isWoken = false;

  constructor(clock: Clock, counter: Counter) {
    this.clock = clock;
    this.counter = counter;
  }

  /** Waits from the call on, though the first look takes time. */
  async receive(queue: Queue, how: ReceiveOptions): Promise<readonly Received[]> {
    if (how.signal?.aborted) return [];
    if (how.waitMs <= 0) return inTime(async (deadline) => (await this.counter.take(queue, how, deadline)).messages);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => waiter.leave([]);
      const cancelDeadline = this.clock.after(how.waitMs, giveUp);
      const go = (): boolean => {
        if (!this.waiters.delete(waiter)) return false;
        cancelDeadline();
        how.signal?.removeEventListener("abort", giveUp);
        if (this.waiters.size === 0) this.lockUp();
        return true;
      };
      const waiter: Waiter = {
        queue,
        how,
        leave: (messages) => void (go() && resolve(messages)),
        fail: (error) => void (go() && reject(asError(error))),
      };
      this.waiters.add(waiter);
      how.signal?.addEventListener("abort", giveUp);
      void this.lookFirst(waiter);
    });
  }

  private async lookFirst(waiter: Waiter): Promise<void> {
    try {
      await inTime(async (deadline) => {
        const first = await this.counter.take(waiter.queue, waiter.how, deadline);
        if (first.messages.length > 0) return this.serve(waiter, first.messages, deadline);
        if (first.isFull) return waiter.leave([]);
        if (this.waiters.has(waiter)) await this.listen(deadline);
      });
    } catch (error) {
      waiter.fail(error);
    }
  }

  private async listen(deadline: Deadline): Promise<void> {
    try {
      await this.counter.listen(deadline);
      this.wake();
    } finally {
      // All of them may have gone meanwhile.
      if (this.isEmpty) this.counter.leave();
    }
  }

  get isEmpty(): boolean {
    return this.waiters.size === 0;
  }

  /** Messages may have become visible. */
  readonly wake = (): void => {
    this.isWoken = true;
    if (!this.isServing) void this.serveAll();
  };

  /** Messages will become visible at this time. */
  wakeAt(at: number): void {
    if (this.waiters.size === 0 || (this.alarm && this.alarm.at <= at)) return;
    this.alarm?.cancel();
    const cancel = this.clock.at(at, () => {
      this.alarm = undefined;
      this.wake();
    });
    this.alarm = { at, cancel };
  }

  private async serveAll(): Promise<void> {
    this.isServing = true;
    while (this.isWoken && this.waiters.size > 0) {
      this.isWoken = false;
      for (const waiter of this.waiters) if (!(await this.serveNext(waiter))) break;
    }
    this.isWoken = false;
    this.isServing = false;
  }

  /** False where there was nothing. */
  private async serveNext(waiter: Waiter): Promise<boolean> {
    try {
      return await inTime(async (deadline) => {
        const { messages, nextAt } = await this.counter.take(waiter.queue, waiter.how, deadline);
        if (nextAt !== undefined) this.wakeAt(nextAt);
        if (messages.length === 0) return false;
        await this.serve(waiter, messages, deadline);
        return true;
      });
    } catch (error) {
      waiter.fail(error);
      return true;
    }
  }

  private async serve(waiter: Waiter, messages: readonly Received[], deadline: Deadline): Promise<void> {
    if (this.waiters.has(waiter)) waiter.leave(messages);
    else await this.counter.giveBack(waiter.queue, messages, deadline);
  }

  /** Sends everyone away with nothing. */
  empty(): void {
    for (const waiter of this.waiters) waiter.leave([]);
  }

  private lockUp(): void {
    this.alarm?.cancel();
    this.alarm = undefined;
    this.counter.leave();
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
