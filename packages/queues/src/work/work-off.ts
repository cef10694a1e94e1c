import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { LEASE_MS, type Leased, MOST_RECEIVED, type ReceiveHow, type Turn, type WorkQueue } from "./work-queue.ts";

/** How the items of a queue are worked off. */
export type Work<Item> = {
  readonly queue: WorkQueue<Item>;
  /** One `first` alone where the queue keeps order. */
  readonly turns: readonly Turn[];
  /** So many items at a time, in each process, for each turn. */
  readonly atOnce: number;
  /** Each item is attended to alone, as soon as there is room: one that takes long holds up no other. */
  readonly apart?: true;
  /**
   * Does what came together, ten items at most, or one where they are `apart`, and settles each: `done` or `later`. What
   * it leaves, or throws on, comes again when the lease runs out; as long as it works the leases are prolonged.
   */
  readonly attend: (items: readonly Leased<Item>[], attempt: Attempt) => Promise<void>;
  /** Told of what `attend` threw: as a rule the queue's own engine failed. */
  readonly onFailure: (error: unknown) => void;
};

export type Attempt = { readonly turn: Turn; readonly signal: AbortSignal };

/** Where the engine of a queue failed. */
const REST_MS = 1_000;

/** At the end: what takes longer another process does, when its lease has run out. */
const ENDED_WITHIN_MS = 5_000;

/** Works a queue off until the signal ends it: each replica takes part. Rejects where the queue's engine fails, a while later. */
export async function workOff<Item>(work: Work<Item>, signal: AbortSignal): Promise<void> {
  const failing = new AbortController();
  const attempts = { signal: AbortSignal.any([signal, failing.signal]), underWay: new Map<string, Leased<Item>>() };
  try {
    // None goes on when another has failed: who begins anew begins all of them.
    const turns = work.turns.map((turn) => workOffTurn(work, turn, attempts).finally(() => failing.abort()));
    for (const ended of await Promise.allSettled(turns)) if (ended.status === "rejected") throw ended.reason;
  } catch (error) {
    // In real time: a clock that stands still must not keep the work from going on.
    await sleep(REST_MS, undefined, { signal, ref: false }).catch(() => undefined);
    throw error;
  }
}

/** `underWay`: what is attended to, by its id. */
type Attempts<Item> = { readonly signal: AbortSignal; readonly underWay: Map<string, Leased<Item>> };

async function workOffTurn<Item>(work: Work<Item>, turn: Turn, { signal, underWay }: Attempts<Item>): Promise<void> {
  const attending = new Set<Promise<void>>();
  const receive = receiver(work.queue, turn);
  const room = new EventEmitter();
  let items = 0;
  const begin = (together: readonly Leased<Item>[]): void => {
    items += together.length;
    for (const one of together) underWay.set(one.id, one);
    const attended = attend(work, together, { turn, signal }).finally(() => {
      items -= together.length;
      for (const one of together) if (underWay.get(one.id) === one) underWay.delete(one.id);
      attending.delete(attended);
      room.emit("made");
    });
    attending.add(attended);
  };
  signal.addEventListener("abort", () => room.emit("made"), { once: true });
  try {
    while (!signal.aborted) {
      if (items >= work.atOnce) await once(room, "made");
      else {
        const max = Math.min(work.atOnce - items, MOST_RECEIVED);
        const received = (await receive({ max, signal })).filter((one) => !isUnderWay(one, underWay));
        if (work.apart) for (const one of received) begin([one]);
        else if (received.length > 0) begin(received);
      }
    }
  } finally {
    await Promise.race([Promise.all(attending), sleep(ENDED_WITHIN_MS, undefined, { ref: false })]);
  }
}

/** A receive that finds nothing waits, except where all that may be in flight is: nothing comes before some of it is due. */
const IN_VAIN_MS = 100;

type Receive<Item> = (how: ReceiveHow) => Promise<readonly Leased<Item>[]>;

/** Receives, and not again and again where nothing can come. */
function receiver<Item>(queue: WorkQueue<Item>, turn: Turn): Receive<Item> {
  let wasInVain = false;
  return async (how) => {
    const asked = performance.now();
    const received = await queue.receive(turn, how);
    const isInVain = received.length === 0 && performance.now() - asked < IN_VAIN_MS;
    // Once it may be that the clock was moved.
    if (isInVain && wasInVain)
      await sleep(IN_VAIN_MS, undefined, { signal: how.signal, ref: false }).catch(() => undefined);
    wasInVain = isInVain;
    return received;
  };
}

/** What is received again while it is attended to has had its lease run out: its clock has jumped. It goes on by the new one. */
const isUnderWay = <Item>({ id, lease }: Leased<Item>, underWay: Attempts<Item>["underWay"]): boolean =>
  underWay.get(id)?.renew(lease) ?? false;

async function attend<Item>(work: Work<Item>, items: readonly Leased<Item>[], attempt: Attempt): Promise<void> {
  const prolonging = setInterval(() => {
    // Where the engine fails the lease runs out, and another does it.
    for (const item of items) void item.prolong().catch(() => undefined);
  }, LEASE_MS / 3);
  try {
    await work.attend(items, attempt);
  } catch (error) {
    work.onFailure(error);
  } finally {
    clearInterval(prolonging);
  }
}
