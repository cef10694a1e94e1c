import type { Counts, NewMessage, Peeked, Queue, Sent } from "../port.ts";
import { encodeMessage, type MessageRecord, newRecord } from "../message-record.ts";
import { type Arrival, arrivalArgs, arrivalsOf, arriveOnly, messagesOf } from "./arrivals.ts";
import type { Pulled } from "./broker.ts";
import type { Deadline } from "./deadline.ts";
import { fold } from "./fold.ts";
import { type Expired, expireKnown, peekedOf } from "./look.ts";
import { EXPIRE, REMOVE, REMOVE_MOVED, SET_VISIBILITY } from "./lua/receipts.ts";
import { COUNTS, LOOK, STANDARD, TAKE } from "./lua/standard.ts";
import type { QueueAccess } from "./queue-access.ts";
import { orGone, Publisher } from "./publisher.ts";
import { NONCE_BYTES } from "./receipt.ts";
import { listOf, numberOf, script } from "./scripts.ts";
import { flownOf, MOVE_LEASE_MS, NOTHING, type StoredQueue, type Taken, type Taking, timeOf } from "./stored-queue.ts";

/** So many are pulled at a time where the first ones were not enough: messages of noisy tenants, or expired ones. */
const PULLED_MORE = 100;
/** Or fewer large ones, by the size of those that came last. */
const PULLED_BYTES = 4 * 1024 * 1024;
/** So many messages are brought to Redis at most to be looked at. */
const LOOKED_AT = 1000;

/** Says nothing. RabbitMQ writes acknowledgements to its disk when it does so with a message behind them. */
const MARKER = Buffer.alloc(0);

const takeScript = script(TAKE);
const countsScript = script(COUNTS);
const lookScript = script(LOOK);
const expireScript = script(STANDARD + EXPIRE);
const removeScript = script(STANDARD + REMOVE);
const removeMovedScript = script(STANDARD + REMOVE_MOVED);
const setVisibilityScript = script(STANDARD + SET_VISIBILITY);

/** One script serves receives with so much that they bring to Redis: it lets nobody else in meanwhile. */
const BYTES_AT_ONCE = 1024 * 1024;
/** What a receive costs that brings nothing; at most 64 of them are served at once. */
const BYTES_OF_TAKER = BYTES_AT_ONCE / 64;

/** A receive, with what was pulled from RabbitMQ for it. */
type Taker = {
  readonly generation: string;
  readonly queue: Queue;
  readonly how: Taking;
  readonly pulled: Pulled | undefined;
};

type Arriving = {
  readonly max: number;
  readonly retentionMs: number;
  readonly deadline: Deadline;
  /** False where Redis need not know of it that nothing waits. */
  readonly isWorthTelling: boolean;
};

/** A standard queue: what waits is in RabbitMQ, what was pulled from there or is delayed is in Redis. */
export class StandardQueue implements StoredQueue {
  readonly access: QueueAccess;
  readonly removeScript = removeScript;
  readonly removeMovedScript = removeMovedScript;
  readonly setVisibilityScript = setVisibilityScript;
  /** As the last script said; other replicas may have changed it since, which costs a turn and nothing else. */
  private visibleHere = 0;
  private inFlight = 0;
  /** On average, of those that came last from RabbitMQ. */
  private messageBytes = 0;
  private readonly takeFolded = fold<Taker, Taken | undefined>({
    work: (takers, deadline) => this.takeAll(takers, deadline),
    weightOf: ({ pulled }) => (pulled?.contents ?? []).reduce((bytes, { length }) => bytes + length, BYTES_OF_TAKER),
    most: BYTES_AT_ONCE,
  });
  private readonly publisher: Publisher;

  constructor(access: QueueAccess) {
    this.access = access;
    this.publisher = new Publisher(access);
  }

  async send(_queue: Queue, messages: readonly NewMessage[], deadline: Deadline): Promise<readonly Sent[]> {
    const now = this.access.engines.clock.now();
    const delayed: Arrival[] = [];
    const waiting: MessageRecord[] = [];
    for (const message of messages) {
      const record = newRecord(message, now);
      const delayMs = message.delayMs ?? 0;
      if (delayMs > 0) delayed.push({ message: record, record: encodeMessage(record), visibleAt: now + delayMs });
      else waiting.push(record);
    }
    await Promise.all([this.publisher.publish(waiting, deadline), this.delay(delayed, deadline)]);
    return messages.map(({ id }) => ({ id, duplicate: false }));
  }

  admit(_queue: Queue, messages: readonly MessageRecord[], deadline: Deadline): Promise<void> {
    return this.publisher.publish(messages, deadline);
  }

  private async delay(arrivals: readonly Arrival[], deadline: Deadline): Promise<void> {
    if (arrivals.length === 0) return;
    await this.access.run(takeScript, { args: [...arriveOnly(), ...arrivalArgs(arrivals)], deadline });
  }

  async take(queue: Queue, how: Taking): Promise<Taken> {
    for (;;) {
      const generation = await this.access.find(how.deadline);
      if (generation === undefined) return NOTHING;
      const taken = await this.takeFrom(generation, queue, how);
      if (taken) return taken;
      await this.access.isOver(generation, how.deadline);
    }
  }

  /** Undefined where the generation is over. */
  private takeFrom(generation: string, queue: Queue, how: Taking): Promise<Taken | undefined> {
    const serve = (pulled?: Pulled): Promise<Taken | undefined> => {
      const taker = { generation, queue, how, pulled };
      if (!how.isLease) return this.takeFolded(taker, how.deadline);
      return this.takeTogether([taker], how.deadline).then(([taken]) => taken);
    };
    const missing = this.inFlight < queue.maxInFlight ? how.max - this.visibleHere : 0;
    if (missing <= 0) return serve();
    const max = how.turn === 0 ? missing : this.pullable();
    const wanted = { queue: this.access.nameOf(generation), max, deadline: how.deadline };
    return orGone(this.access.engines.broker.pull(wanted, serve));
  }

  private async takeAll(takers: readonly Taker[], deadline: Deadline): Promise<readonly (Taken | undefined)[]> {
    const [first] = takers;
    const isOfFirst = takers.filter(({ generation }) => generation === first?.generation);
    if (isOfFirst.length === takers.length) return this.takeTogether(takers, deadline);
    // Somebody purged the queue meanwhile.
    return (await Promise.all(takers.map((taker) => this.takeTogether([taker], deadline)))).flat();
  }

  /** Serves receives of one generation, in their order, by the settings that the last one has seen. */
  private async takeTogether(takers: readonly Taker[], deadline: Deadline): Promise<readonly (Taken | undefined)[]> {
    const last = takers.at(-1);
    if (!last) return [];
    const { generation, queue } = last;
    const nonce = Buffer.from(this.access.engines.ids.bytes(NONCE_BYTES));
    const { kept, isHeard } = this.sift(
      takers.flatMap(({ pulled }) => pulled ?? []),
      queue.retentionMs,
    );
    const args = [
      nonce,
      queue.retentionMs,
      queue.maxInFlight,
      queue.deadLetter?.maxReceives ?? 0,
      last.how.isLease ? 1 : 0,
      MOVE_LEASE_MS,
      takers.length,
      ...takers.flatMap(({ how, pulled }) => [how.max, how.visibilityMs, pulled?.isEmpty ? 1 : 0]),
      ...arrivalArgs(kept),
    ];
    const reply = await this.access.runOn(generation, takeScript, { args, isHeard, deadline });
    if (reply === null) return takers.map(() => undefined);
    const [inFlight, visibleHere, nextAt, isUnfinished, taken, dead] = listOf(reply);
    this.inFlight = numberOf(inFlight);
    this.visibleHere = numberOf(visibleHere);
    const takenByEach = listOf(taken);
    const brought = messagesOf(kept);
    return takers.map((taker, index): Taken => {
      const messages = flownOf(takenByEach[index], nonce, brought);
      const isWanting = messages.length < taker.how.max && this.inFlight < queue.maxInFlight;
      return {
        generation,
        messages,
        dead: taker === last ? flownOf(dead, nonce, brought) : [],
        inFlight: this.inFlight,
        nextAt: timeOf(nextAt),
        hasMore: isWanting && (!taker.pulled?.isEmpty || isUnfinished === 1),
      };
    });
  }

  async counts(_queue: Queue, deadline: Deadline): Promise<Counts> {
    for (;;) {
      const generation = await this.access.find(deadline);
      if (generation === undefined) return { visible: 0, inFlight: 0, delayed: 0 };
      const waiting = await this.access.engines.broker.count(this.access.nameOf(generation), deadline);
      const reply = await this.access.runOn(generation, countsScript, { args: [], deadline });
      if (reply !== null) {
        const [visible = 0, inFlight = 0, delayed = 0] = listOf(reply).map(numberOf);
        return { visible: waiting + visible, inFlight, delayed };
      }
      await this.access.isOver(generation, deadline);
    }
  }

  async look(queue: Queue, limit: number, deadline: Deadline): Promise<readonly Peeked[]> {
    for (let hasBrought = false; ; hasBrought = true) {
      const answered = await this.access.runIfThere(lookScript, { args: [limit], deadline });
      if (!answered) return [];
      const { generation, reply } = answered;
      const missing = Math.min(limit, LOOKED_AT) - listOf(reply).length;
      if (missing <= 0 || hasBrought) return peekedOf(queue, reply, this.access.engines.clock.now()).slice(0, limit);
      await this.bring(generation, missing, { retentionMs: queue.retentionMs, deadline });
    }
  }

  /** Brings some to Redis, by and by. */
  private async bring(
    generation: string,
    missing: number,
    { retentionMs, deadline }: { readonly retentionMs: number; readonly deadline: Deadline },
  ): Promise<void> {
    for (let left = missing; left > 0;) {
      const max = Math.min(left, this.pullable());
      const found = await this.arrive(generation, { max, retentionMs, deadline, isWorthTelling: false });
      if (!found || found.isEmpty) return;
      left -= max;
    }
  }

  private pullable(): number {
    return Math.max(1, Math.min(PULLED_MORE, Math.floor(PULLED_BYTES / Math.max(1, this.messageBytes))));
  }

  /** Brings messages to Redis; undefined where the generation is over. */
  private async arrive(
    generation: string,
    { max, retentionMs, deadline, isWorthTelling }: Arriving,
  ): Promise<{ kept: number; expired: number; isEmpty: boolean } | undefined> {
    const wanted = { queue: this.access.nameOf(generation), max, deadline };
    const arrived = await orGone(
      this.access.engines.broker.pull(wanted, async (pulled) => {
        const { kept, expired, isHeard } = this.sift([pulled], retentionMs);
        const found = { kept: kept.length, expired, isEmpty: pulled.isEmpty };
        if (kept.length === 0 && !isWorthTelling) return found;
        const args = [...arriveOnly(), ...arrivalArgs(kept)];
        const reply = await this.access.runOn(generation, takeScript, { args, isHeard, deadline });
        return reply === null ? undefined : found;
      }),
    );
    if (!arrived) await this.access.isOver(generation, deadline);
    return arrived;
  }

  async expire({ retentionMs }: Queue, deadline: Deadline): Promise<number> {
    const known = await expireKnown(this.access, expireScript, { retentionMs, deadline });
    // What is in RabbitMQ was sent after those.
    if (known.untaken > 0) return known.count;
    const generation = await this.access.find(deadline);
    if (generation === undefined) return known.count;
    return known.count + (await this.expireWaiting(generation, known, { retentionMs, deadline }));
  }

  /** What waits longest is at the head: one message is looked at, and more where that one has expired. */
  private async expireWaiting(
    generation: string,
    { isRemembering, isUnproven }: Expired,
    { retentionMs, deadline }: { readonly retentionMs: number; readonly deadline: Deadline },
  ): Promise<number> {
    const how = { retentionMs, deadline, isWorthTelling: isRemembering };
    let count = 0;
    for (let max = 1; ; max = this.pullable()) {
      const found = await this.arrive(generation, { ...how, max });
      count += found?.expired ?? 0;
      if (found?.isEmpty && isUnproven) {
        // Nobody sends any more: a marker lets the deleted ones be forgotten.
        await this.publisher.publishTo(generation, [MARKER], deadline);
        await this.arrive(generation, { ...how, max: 1 });
      }
      if (!found || found.kept > 0 || found.isEmpty) return count;
    }
  }

  /** What is to go to Redis of what was pulled, and whether it tells what the head of the queue is. */
  private sift(
    pulled: readonly Pulled[],
    retentionMs: number,
  ): ReturnType<typeof arrivalsOf> & { readonly isHeard: boolean } {
    const contents: Buffer[] = [];
    let bytes = 0;
    for (const content of pulled.flatMap((one) => one.contents)) {
      if (content.length === MARKER.length) continue;
      contents.push(content);
      bytes += content.length;
    }
    if (contents.length > 0) this.messageBytes = bytes / contents.length;
    const arrivals = arrivalsOf(this.access.ownOf(contents), this.access.engines.clock.now() - retentionMs);
    // An expired one may be new, or one that was deleted and came once more.
    return { ...arrivals, isHeard: pulled.length > 0 && arrivals.expired === 0 };
  }
}
