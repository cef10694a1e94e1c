import type { CancelTimer, Clock } from "@skylab/aws";
import type { Queue, Received, ReceiveOptions } from "../port.ts";

/** The queue that is waited for. */
export type Counter = {
  readonly take: (
    queue: Queue,
    how: ReceiveOptions,
  ) => { readonly messages: readonly Received[]; readonly more: boolean };
  readonly nextVisibleAt: (queue: Queue) => number | undefined;
};

type Waiter = {
  readonly queue: Queue;
  readonly how: ReceiveOptions;
  readonly leave: (messages: readonly Received[]) => void;
};

/** Where receives wait for messages of one queue, served in the order in which they came. */
export class WaitingRoom {
  private readonly clock: Clock;
  private readonly counter: Counter;
  private readonly waiters = new Set<Waiter>();
  private cancelAlarm: CancelTimer | undefined;

  constructor(clock: Clock, counter: Counter) {
    this.clock = clock;
    this.counter = counter;
  }

  wait(queue: Queue, how: ReceiveOptions): Promise<readonly Received[]> {
    return new Promise((resolve) => {
      const giveUp = (): void => waiter.leave([]);
      const cancelDeadline = this.clock.after(how.waitMs, giveUp);
      const waiter: Waiter = {
        queue,
        how,
        leave: (messages) => {
          if (!this.waiters.delete(waiter)) return;
          cancelDeadline();
          how.signal?.removeEventListener("abort", giveUp);
          resolve(messages);
        },
      };
      this.waiters.add(waiter);
      how.signal?.addEventListener("abort", giveUp);
      this.setAlarm();
    });
  }

  /** Messages may have become visible. */
  readonly wake = (): void => {
    if (this.waiters.size === 0) return;
    for (const waiter of this.waiters) {
      const { messages, more } = this.counter.take(waiter.queue, waiter.how);
      if (messages.length === 0) {
        if (more) setImmediate(this.wake);
        break;
      }
      waiter.leave(messages);
    }
    this.setAlarm();
  };

  /** Sends everyone away with nothing. */
  empty(): void {
    this.sendAway(() => true);
  }

  /** Sends those away with nothing whose queue is described so. */
  sendAway(isSo: (queue: Queue) => boolean): void {
    for (const waiter of this.waiters) if (isSo(waiter.queue)) waiter.leave([]);
    this.setAlarm();
  }

  private setAlarm(): void {
    this.cancelAlarm?.();
    this.cancelAlarm = undefined;
    const [first] = this.waiters;
    const at = first && this.counter.nextVisibleAt(first.queue);
    if (at !== undefined) this.cancelAlarm = this.clock.at(at, this.wake);
  }
}
