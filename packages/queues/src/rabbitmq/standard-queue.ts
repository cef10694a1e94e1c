import type { Counts, NewMessage, Peeked, Queue, Sent } from "../port.ts";
import { decodeMessage, encodeMessage, type MessageRecord, newRecord } from "../message-record.ts";
import type { Pulled } from "./broker.ts";
import { QueueIsGone } from "./link.ts";
import { groupDigest } from "./digest.ts";
import { fold } from "./fold.ts";
import { expireKnown, peekedOf } from "./look.ts";
import { SENT } from "./lua/life.ts";
import { EXPIRE, REMOVE, SET_VISIBILITY } from "./lua/receipts.ts";
import { COUNTS, IS_UNPROVEN, LOOK, STANDARD, TAKE } from "./lua/standard.ts";
import type { QueueAccess } from "./queue-access.ts";
import { idBytes, NONCE_BYTES } from "./receipt.ts";
import { type Argument, listOf, numberOf, run, script } from "./scripts.ts";
import { flownOf, MOVE_LEASE_MS, NOTHING, type StoredQueue, type Taken, type Taking, timeOf } from "./stored-queue.ts";

/** So many are pulled at a time where the first ones were not enough: messages of noisy tenants, or expired ones. */
const PULLED_MORE = 100;
/** So many messages are brought to Redis at most to be looked at. */
const LOOKED_AT = 1000;

/** Says nothing. RabbitMQ writes acknowledgements to its disk when it does so with a message behind them. */
const MARKER = Buffer.alloc(0);

const takeScript = script(TAKE);
const countsScript = script(COUNTS);
const lookScript = script(LOOK);
const isUnprovenScript = script(IS_UNPROVEN);
const sentScript = script(SENT);
const expireScript = script(STANDARD + EXPIRE);

/** One script serves receives with so much that they bring to Redis: it lets nobody else in meanwhile. */
const BYTES_AT_ONCE = 1024 * 1024;
/** What a receive costs that brings nothing; at most 64 of them are served at once. */
const BYTES_OF_TAKER = BYTES_AT_ONCE / 64;
const SENDINGS_AT_ONCE = 1000;

/** A receive, with what was pulled from RabbitMQ for it. */
type Taker = {
  readonly generation: string;
  readonly queue: Queue;
  readonly how: Taking;
  readonly pulled: Pulled | undefined;
};

/** Messages that RabbitMQ has confirmed. */
type Sending = { readonly generation: string; readonly begunAt: number };

type Arrival = { readonly message: MessageRecord; readonly record: Buffer; readonly visibleAt: number };

/** A standard queue: what waits is in RabbitMQ, what was pulled from there or is delayed is in Redis. */
export class StandardQueue implements StoredQueue {
  readonly access: QueueAccess;
  readonly removeScript = script(STANDARD + REMOVE);
  readonly setVisibilityScript = script(STANDARD + SET_VISIBILITY);
  /** As the last script said; other replicas may have changed it since, which costs a turn and nothing else. */
  private visibleHere = 0;
  private inFlight = 0;
  private readonly takeFolded = fold<Taker, Taken | undefined>({
    work: (takers) => this.takeAll(takers),
    weightOf: ({ pulled }) => (pulled?.contents ?? []).reduce((bytes, { length }) => bytes + length, BYTES_OF_TAKER),
    most: BYTES_AT_ONCE,
  });
  private readonly isStillRight = fold<Sending, boolean>({
    work: (sendings) => this.areStillRight(sendings),
    weightOf: () => 1,
    most: SENDINGS_AT_ONCE,
  });

  constructor(access: QueueAccess) {
    this.access = access;
  }

  async send(_queue: Queue, messages: readonly NewMessage[]): Promise<readonly Sent[]> {
    const now = this.access.engines.clock.now();
    const delayed: Arrival[] = [];
    const waiting: MessageRecord[] = [];
    for (const message of messages) {
      const record = newRecord(message, now);
      const delayMs = message.delayMs ?? 0;
      if (delayMs > 0) delayed.push({ message: record, record: encodeMessage(record), visibleAt: now + delayMs });
      else waiting.push(record);
    }
    await Promise.all([this.publish(waiting), this.delay(delayed)]);
    return messages.map(({ id }) => ({ id, duplicate: false }));
  }

  admit(_queue: Queue, messages: readonly MessageRecord[]): Promise<void> {
    return this.publish(messages);
  }

  private async publish(messages: readonly MessageRecord[]): Promise<void> {
    if (messages.length === 0) return;
    const contents = messages.map(encodeMessage);
    for (;;) {
      const generation = await this.access.begin();
      if (await this.publishTo(generation, contents)) return;
      await this.access.isOver(generation);
    }
  }

  /** False where the generation was over before the messages were confirmed. */
  private async publishTo(generation: string, contents: readonly Buffer[]): Promise<boolean> {
    const { broker } = this.access.engines;
    const begunAt = Date.now();
    const isThere = await orGone(broker.publish(this.access.nameOf(generation), contents).then(() => true));
    return isThere ? this.isStillRight({ generation, begunAt }) : false;
  }

  /** Asks Redis about messages that are in RabbitMQ, the latest of each generation. */
  private async areStillRight(sendings: readonly Sending[]): Promise<readonly boolean[]> {
    const latest = new Map<string, number>();
    for (const { generation, begunAt } of sendings)
      latest.set(generation, Math.max(begunAt, latest.get(generation) ?? 0));
    const right = new Set<string>();
    for (const [generation, begunAt] of latest) {
      const { redis } = this.access.engines;
      const reply = await run(redis, sentScript, { keys: [this.access.key], args: [generation, begunAt] });
      if (reply === 1) right.add(generation);
    }
    return sendings.map(({ generation }) => right.has(generation));
  }

  private async delay(arrivals: readonly Arrival[]): Promise<void> {
    if (arrivals.length > 0) await this.access.run(takeScript, { args: [...arriveOnly(), ...arrivalArgs(arrivals)] });
  }

  async take(queue: Queue, how: Taking): Promise<Taken> {
    for (;;) {
      const generation = await this.access.find();
      if (generation === undefined) return NOTHING;
      const taken = await this.takeFrom(generation, queue, how);
      if (taken) return taken;
      await this.access.isOver(generation);
    }
  }

  /** Undefined where the generation is over. */
  private takeFrom(generation: string, queue: Queue, how: Taking): Promise<Taken | undefined> {
    const serve = (pulled?: Pulled): Promise<Taken | undefined> => {
      const taker = { generation, queue, how, pulled };
      return how.isLease ? this.takeTogether([taker]).then(([taken]) => taken) : this.takeFolded(taker);
    };
    const missing = this.inFlight < queue.maxInFlight ? how.max - this.visibleHere : 0;
    if (missing <= 0) return serve();
    const max = how.turn === 0 ? missing : PULLED_MORE;
    return orGone(this.access.engines.broker.pull(this.access.nameOf(generation), max, serve));
  }

  private async takeAll(takers: readonly Taker[]): Promise<readonly (Taken | undefined)[]> {
    const [first] = takers;
    const isOfFirst = takers.filter(({ generation }) => generation === first?.generation);
    if (isOfFirst.length === takers.length) return this.takeTogether(takers);
    // Somebody purged the queue meanwhile.
    return (await Promise.all(takers.map((taker) => this.takeTogether([taker])))).flat();
  }

  /** Serves receives of one generation, in their order, by the settings that the last one has seen. */
  private async takeTogether(takers: readonly Taker[]): Promise<readonly (Taken | undefined)[]> {
    const last = takers.at(-1);
    if (!last) return [];
    const { generation, queue } = last;
    const nonce = Buffer.from(this.access.engines.ids.bytes(NONCE_BYTES));
    const arrived = arrivalsOf(takers.flatMap(({ pulled }) => pulled?.contents ?? []));
    const args = [
      nonce,
      queue.retentionMs,
      queue.maxInFlight,
      queue.deadLetter?.maxReceives ?? 0,
      last.how.isLease ? 1 : 0,
      MOVE_LEASE_MS,
      takers.length,
      ...takers.flatMap(({ how, pulled }) => [how.max, how.visibilityMs, pulled?.isEmpty ? 1 : 0]),
      ...arrivalArgs(arrived),
    ];
    const isHeard = takers.some(({ pulled }) => pulled !== undefined);
    const reply = await this.access.runOn(generation, takeScript, { args, isHeard });
    if (reply === null) return takers.map(() => undefined);
    const [inFlight, visibleHere, nextAt, isUnfinished, taken, dead] = listOf(reply);
    this.inFlight = numberOf(inFlight);
    this.visibleHere = numberOf(visibleHere);
    const takenByEach = listOf(taken);
    return takers.map((taker, index): Taken => {
      const messages = flownOf(takenByEach[index], nonce);
      const isWanting = messages.length < taker.how.max && this.inFlight < queue.maxInFlight;
      return {
        generation,
        messages,
        dead: taker === last ? flownOf(dead, nonce) : [],
        inFlight: this.inFlight,
        nextAt: timeOf(nextAt),
        hasMore: isWanting && (!taker.pulled?.isEmpty || isUnfinished === 1),
      };
    });
  }

  async counts(): Promise<Counts> {
    const answered = await this.access.runIfThere(countsScript, { args: [] });
    if (!answered) return { visible: 0, inFlight: 0, delayed: 0 };
    const [visible, inFlight, delayed] = listOf(answered.reply).map(numberOf);
    const { broker } = this.access.engines;
    const waiting = await broker.count(this.access.nameOf(answered.generation));
    return { visible: waiting + (visible ?? 0), inFlight: inFlight ?? 0, delayed: delayed ?? 0 };
  }

  async look(queue: Queue, limit: number): Promise<readonly Peeked[]> {
    const generation = await this.access.find();
    if (generation === undefined) return [];
    const missing = Math.min(limit, LOOKED_AT) - this.visibleHere;
    if (missing > 0) await orGone(this.arrive(generation, missing, () => true));
    const answered = await this.access.runIfThere(lookScript, { args: [limit] });
    return answered ? peekedOf(queue, answered.reply, this.access.engines.clock.now()).slice(0, limit) : [];
  }

  /** Brings messages to Redis; resolves to how many were to be kept, and whether there were fewer than that. */
  private arrive(
    generation: string,
    max: number,
    keeps: (message: MessageRecord) => boolean,
  ): Promise<{ kept: number; dropped: number; isEmpty: boolean }> {
    return this.access.engines.broker.pull(this.access.nameOf(generation), max, async ({ contents, isEmpty }) => {
      const arrivals = arrivalsOf(contents);
      const kept = arrivals.filter(({ message }) => keeps(message));
      const args = [...arriveOnly(), ...arrivalArgs(kept)];
      await this.access.runOn(generation, takeScript, { args, isHeard: true });
      return { kept: kept.length, dropped: arrivals.length - kept.length, isEmpty };
    });
  }

  async expire(queue: Queue): Promise<number> {
    const count = await expireKnown(this.access, expireScript, queue);
    const generation = await this.access.find();
    return generation === undefined ? count : count + (await this.expireWaiting(generation, queue));
  }

  /** What waits longest is at the head. */
  private async expireWaiting(generation: string, { retentionMs }: Queue): Promise<number> {
    const youngest = this.access.engines.clock.now() - retentionMs;
    let count = 0;
    for (;;) {
      const found = await orGone(this.arrive(generation, PULLED_MORE, ({ sentAt }) => sentAt > youngest));
      count += found?.dropped ?? 0;
      if (found?.isEmpty) await this.prove(generation);
      if (!found || found.kept > 0 || found.isEmpty) return count;
    }
  }

  /** Nobody sends any more: a marker lets the deleted ones be forgotten. */
  private async prove(generation: string): Promise<void> {
    if ((await this.access.runOn(generation, isUnprovenScript, { args: [] })) !== 1) return;
    await this.publishTo(generation, [MARKER]);
    await orGone(this.arrive(generation, 1, () => true));
  }
}

/** Undefined where the queue is gone from RabbitMQ. */
async function orGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof QueueIsGone) return undefined;
    throw error;
  }
}

const arrivalsOf = (contents: readonly Buffer[]): Arrival[] =>
  contents
    .filter(({ length }) => length > MARKER.length)
    .map((record) => ({ message: decodeMessage(record), record, visibleAt: 0 }));

const arrivalArgs = (arrivals: readonly Arrival[]): Argument[] =>
  arrivals.flatMap(({ message, record, visibleAt }) => [
    idBytes(message.id),
    message.sentAt,
    message.groupId === undefined ? "" : groupDigest(message.groupId),
    visibleAt,
    record,
  ]);

/** Takes nothing. */
const arriveOnly = (): Argument[] => ["", 0, 0, 0, 0, 0, 0];
