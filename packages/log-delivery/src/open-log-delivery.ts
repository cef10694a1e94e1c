import { type Clock, isRefusal } from "@skylab/aws";
import type { Logger, ServiceClient, ServicePrincipal } from "@skylab/service";
import { type Dropped, tellDropped } from "./dropped.ts";
import {
  CLOSED_WITHIN_MS,
  FIRST_RETRY_MS,
  GATHERED_FOR_MS,
  LONGEST_RETRY_MS,
  MAX_WAITING_BYTES,
  MOST_UNDER_WAY,
  TRIED_FOR_MS,
} from "./limits.ts";
import { batchLength, linesOf } from "./lines.ts";
import type { LogDelivery, LogLines } from "./port.ts";
import { putLinesBy, type PutLines } from "./put-lines.ts";
import { addLines, isFull, keyOf, newWaiting, settleLines, type Waiting } from "./waiting.ts";

export type LogDeliveryOptions = {
  readonly call: ServiceClient;
  /** Who writes: `lambda.amazonaws.com`. */
  readonly principal: ServicePrincipal;
  readonly log: Pick<Logger, "warn">;
  /** The machine's own: by a clock that stands still nothing would ever be delivered. */
  readonly clock: Clock;
};

/** Delivers to CloudWatch Logs; see the port for what it promises. */
export function openLogDelivery({ call, clock, log, principal }: LogDeliveryOptions): LogDelivery {
  return new Delivery({ put: putLinesBy(call, principal), clock, dropped: tellDropped(log) });
}

type Parts = { readonly put: PutLines; readonly clock: Clock; readonly dropped: Dropped };

class Delivery implements LogDelivery {
  readonly #parts: Parts;
  /** Those of which lines wait or are on their way, by their keys; the one that waits longest comes first. */
  readonly #streams = new Map<string, Waiting>();
  /** Whose turn it is. */
  readonly #ready: Waiting[] = [];
  #bytes = 0;
  #underWay = 0;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  write = ({ events, group, onBehalfOf, place, stream }: LogLines): void => {
    const lines = linesOf(events);
    if (lines.length === 0 || this.#closed) return;
    const address = { place, group, stream, onBehalfOf };
    const key = keyOf(address);
    const known = this.#streams.get(key);
    const waiting = known ?? newWaiting(key, address);
    const before = waiting.bytes;
    addLines(waiting, lines);
    this.#bytes += waiting.bytes - before;
    if (known === undefined) {
      this.#streams.set(key, waiting);
      this.#wakeIn(GATHERED_FOR_MS, waiting);
    }
    // One that rests after a failure is never woken by what it has to bear beside.
    if (waiting.cancel !== undefined && waiting.triedSince === undefined && isFull(waiting)) this.#wake(waiting);
    if (this.#bytes > MAX_WAITING_BYTES) this.#makeRoom();
  };

  flush = async (): Promise<void> => {
    const waiting = [...this.#streams.values()];
    const flushed = waiting.map(
      (one) =>
        new Promise<void>((done) => {
          one.flushes = [...one.flushes, { upTo: one.written, done }];
        }),
    );
    for (const one of waiting) if (one.cancel !== undefined) this.#wake(one);
    await Promise.all(flushed);
  };

  close = async (): Promise<void> => {
    const { clock } = this.#parts;
    let cancel: (() => void) | undefined;
    const patience = new Promise<void>((resolve) => {
      cancel = clock.after(CLOSED_WITHIN_MS, resolve);
    });
    await Promise.race([this.flush(), patience]);
    cancel?.();
    this.#closed = true;
    for (const waiting of this.#streams.values()) this.#drop(waiting, waiting.lines.length, "there was no more time");
  };

  #wakeIn(milliseconds: number, waiting: Waiting): void {
    const { clock } = this.#parts;
    waiting.cancel = clock.after(milliseconds, () => this.#wake(waiting));
  }

  #wake(waiting: Waiting): void {
    waiting.cancel?.();
    waiting.cancel = undefined;
    this.#ready.push(waiting);
    this.#deliverSome();
  }

  #deliverSome(): void {
    while (this.#underWay < MOST_UNDER_WAY) {
      const waiting = this.#ready.shift();
      if (waiting === undefined) return;
      this.#underWay += 1;
      void this.#deliver(waiting).finally(() => {
        this.#underWay -= 1;
        this.#deliverSome();
      });
    }
  }

  /** One attempt with the first lines of a stream. */
  async #deliver(waiting: Waiting): Promise<void> {
    const { clock, put } = this.#parts;
    const batch = waiting.lines.slice(0, batchLength(waiting.lines));
    waiting.underWay = batch.length;
    waiting.triedSince ??= clock.now();
    const { triedSince } = waiting;
    try {
      if (batch.length > 0) await put(waiting.address, batch);
      if (!this.#closed) this.#settle(waiting, batch.length);
    } catch (error) {
      if (this.#closed) return;
      if (!isRefusal(error) && clock.now() - triedSince < TRIED_FOR_MS) this.#retry(waiting);
      else this.#drop(waiting, batch.length, error);
    }
  }

  #retry(waiting: Waiting): void {
    waiting.underWay = 0;
    this.#wakeIn(waiting.retryMs, waiting);
    waiting.retryMs = Math.min(2 * waiting.retryMs, LONGEST_RETRY_MS);
  }

  #drop(waiting: Waiting, count: number, reason: unknown): void {
    this.#parts.dropped(waiting.address, count, reason);
    this.#settle(waiting, count);
  }

  /** The end of the first lines of a stream is known; what came meanwhile is next. */
  #settle(waiting: Waiting, count: number): void {
    waiting.underWay = 0;
    waiting.triedSince = undefined;
    waiting.retryMs = FIRST_RETRY_MS;
    this.#bytes -= settleLines(waiting, 0, count);
    if (waiting.lines.length === 0) this.#streams.delete(waiting.key);
    else if (isFull(waiting)) this.#wake(waiting);
    else this.#wakeIn(GATHERED_FOR_MS, waiting);
  }

  /** Drops the oldest that are not on their way, beginning with the stream that waits longest. */
  #makeRoom(): void {
    for (const waiting of this.#streams.values()) {
      const { address, lines, underWay } = waiting;
      let count = 0;
      for (let over = this.#bytes - MAX_WAITING_BYTES; over > 0; count += 1) {
        const line = lines[underWay + count];
        if (line === undefined) break;
        over -= line.bytes;
      }
      if (count > 0) this.#parts.dropped(address, count, "too much waits for CloudWatch Logs");
      this.#bytes -= settleLines(waiting, underWay, count);
      if (this.#bytes <= MAX_WAITING_BYTES) return;
    }
  }
}
