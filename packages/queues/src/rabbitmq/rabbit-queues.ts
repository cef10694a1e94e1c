import type { Clock, Ids } from "@skylab/aws";
import { PING_PATIENCE_MS, type Queue, type Queues, type ReceiptOutcome, type VisibilityChange } from "../port.ts";
import { openBroker } from "./broker.ts";
import { type Deadline, inTime, noAnswerFrom } from "./deadline.ts";
import { FifoQueue } from "./fifo-queue.ts";
import { fold } from "./fold.ts";
import { type Engines, QueueAccess } from "./queue-access.ts";
import { readReceipt, type Receipt } from "./receipt.ts";
import { receive, transfer } from "./receiving.ts";
import { Recent } from "./recent.ts";
import { type Argument, openRedisLink, openSubscriber } from "./redis-link.ts";
import { listOf, type Script, textOf } from "./scripts.ts";
import { StandardQueue } from "./standard-queue.ts";
import type { StoredQueue } from "./stored-queue.ts";
import { WaitingRoom } from "./waiting-room.ts";
import { openWakes, type Wakes } from "./wakes.ts";

export type RabbitQueuesOptions = {
  readonly rabbitUrl: string;
  readonly redisUrl: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Begins the names of everything in both engines: those who share it share their queues. */
  readonly prefix?: string;
  /** What went wrong behind the scenes; those who waited for it are told themselves. */
  readonly onFailure?: (error: unknown) => void;
};

const DEFAULT_PREFIX = "skylab";
/** What is known of a queue that was not asked for lately is found again in Redis. */
const MOST_REMEMBERED = 2000;
/** So many messages are removed in one step. */
const REMOVED_AT_ONCE = 500;

type OpenQueue = {
  readonly stored: StoredQueue;
  readonly room: WaitingRoom;
  readonly remove: (receipts: readonly string[], deadline: Deadline) => Promise<readonly ReceiptOutcome[]>;
};

/** The queues port on RabbitMQ (what waits) and Redis (what is in flight, delayed or in order), shared by all replicas that open it on the same engines. */
export async function openRabbitQueues(options: RabbitQueuesOptions): Promise<Queues> {
  const onFailure = options.onFailure ?? (() => undefined);
  const redis = openRedisLink(options.redisUrl, onFailure);
  const subscriber = openSubscriber(options.redisUrl, onFailure);
  const engines: Engines = {
    redis,
    broker: openBroker(options.rabbitUrl, onFailure),
    clock: options.clock,
    ids: options.ids,
    prefix: options.prefix ?? DEFAULT_PREFIX,
    onFailure,
  };
  const close = async (): Promise<void> => {
    await engines.broker.close();
    redis.close();
    subscriber.disconnect();
  };
  const ping = async (deadline: Deadline): Promise<void> => {
    await Promise.all([redis.call("ping", [], deadline), engines.broker.ping(deadline)]);
  };
  await Promise.all([inTime(ping), engines.broker.connect()]).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const adapter = new RabbitQueues(engines, openWakes(subscriber));
  return {
    send: (queue, messages) => inTime((deadline) => adapter.open(queue).stored.send(queue, messages, deadline)),
    receive: (queue, how) => adapter.open(queue).room.receive(queue, how),
    remove: (queue, receipts) => inTime((deadline) => adapter.open(queue).remove(receipts, deadline)),
    setVisibility: (queue, changes) => inTime((deadline) => adapter.setVisibility(queue, changes, deadline)),
    counts: (queue) => inTime((deadline) => adapter.open(queue).stored.counts(queue, deadline)),
    peek: (queue, limit) => inTime((deadline) => adapter.open(queue).stored.look(queue, limit, deadline)),
    transfer: (from, max, to) =>
      inTime((deadline) => transfer((queue) => adapter.open(queue).stored, { from, max, to, deadline })),
    purge: (queue) => inTime((deadline) => adapter.open(queue).stored.access.renew("empty", deadline)),
    drop: (queue) => inTime((deadline) => adapter.drop(queue, deadline)),
    expire: (queue) => inTime((deadline) => adapter.open(queue).stored.expire(queue, deadline)),
    ping: () => inTime(ping, PING_PATIENCE_MS),
    close: () => {
      adapter.empty();
      return close();
    },
  };
}

class RabbitQueues {
  private readonly engines: Engines;
  private readonly wakes: Wakes;
  /** Of a dropped queue nobody tells a replica that does not listen to it. */
  private readonly queues = new Recent<OpenQueue>(MOST_REMEMBERED, ({ room }) => !room.isEmpty);

  constructor(engines: Engines, wakes: Wakes) {
    this.engines = engines;
    this.wakes = wakes;
  }

  open(queue: Queue): OpenQueue {
    const known = this.queues.get(queue.id);
    if (known) return known;
    const access = new QueueAccess(this.engines, queue);
    const stored = queue.fifo ? new FifoQueue(access) : new StandardQueue(access);
    const room = new WaitingRoom(this.engines.clock, {
      take: (settings, how, deadline) => receive((other) => this.open(other).stored, settings, { ...how, deadline }),
      giveBack: (settings, messages, deadline) => {
        const changes = messages.map(({ receipt }) => ({ receipt, visibilityMs: 0 }));
        return this.setVisibility(settings, changes, deadline);
      },
      listen: (deadline) => {
        const listening = this.wakes.listen(access.key, (word) => this.hear(queue.id, word));
        return deadline.orLate(listening, () => noAnswerFrom("Redis"));
      },
      leave: () => this.wakes.leave(access.key),
    });
    const opened = {
      stored,
      room,
      remove: fold<readonly string[], readonly ReceiptOutcome[]>({
        work: (removals, deadline) => removeAll(stored, removals, deadline),
        weightOf: ({ length }) => length,
        most: REMOVED_AT_ONCE,
      }),
    };
    this.queues.set(queue.id, opened);
    return opened;
  }

  private hear(queueId: string, word: string): void {
    const room = this.queues.get(queueId)?.room;
    if (word === "wake") room?.wake();
    else if (word === "dropped") this.forget(queueId);
    else if (word.startsWith("at:")) room?.wakeAt(Number(word.slice("at:".length)));
  }

  private forget(queueId: string): void {
    const opened = this.queues.get(queueId);
    this.queues.delete(queueId);
    opened?.room.empty();
  }

  async drop(queue: Queue, deadline: Deadline): Promise<void> {
    const { access } = this.open(queue).stored;
    this.forget(queue.id);
    await access.renew("dropped", deadline);
  }

  empty(): void {
    for (const { room } of this.queues.values()) room.empty();
  }

  setVisibility(
    queue: Queue,
    changes: readonly VisibilityChange[],
    deadline: Deadline,
  ): Promise<readonly ReceiptOutcome[]> {
    const { stored } = this.open(queue);
    return settle(
      stored,
      changes.map(({ receipt }) => receipt),
      {
        script: stored.setVisibilityScript,
        before: [queue.maxVisibilityMs],
        args: ({ id, nonce }, index) => [id, nonce, changes[index]?.visibilityMs ?? 0],
        over: "notInFlight",
        deadline,
      },
    );
  }
}

/** Removes what several callers ask for; each one's outcomes are in the order of its receipts. */
async function removeAll(
  stored: StoredQueue,
  removals: readonly (readonly string[])[],
  deadline: Deadline,
): Promise<readonly (readonly ReceiptOutcome[])[]> {
  const outcomes = await settle(stored, removals.flat(), {
    script: stored.removeScript,
    before: [],
    args: ({ id, nonce }) => [id, nonce],
    over: "done",
    deadline,
  });
  let end = 0;
  return removals.map(({ length }) => outcomes.slice(end, (end += length)));
}

type Settlement = {
  readonly script: Script;
  readonly before: readonly Argument[];
  readonly args: (receipt: Receipt, index: number) => Argument[];
  /** What becomes of a receipt of before a purge. */
  readonly over: ReceiptOutcome;
  readonly deadline: Deadline;
};

/** Does something by receipts, in one step for all of a generation; Redis knows whether that is over. */
async function settle(
  { access }: StoredQueue,
  texts: readonly string[],
  { script, before, args, over, deadline }: Settlement,
): Promise<readonly ReceiptOutcome[]> {
  const receipts = texts.map((text) => readReceipt(access.tag, text));
  const outcomes = receipts.map((receipt): ReceiptOutcome => (receipt ? over : "invalid"));
  const generations = new Set(receipts.flatMap((receipt) => receipt?.generation ?? []));
  for (const generation of generations) {
    const those = receipts.flatMap((receipt, index) =>
      receipt?.generation === generation ? [{ index, args: args(receipt, index) }] : [],
    );
    const each = those.flatMap((one) => one.args);
    const reply = await access.runOn(generation, script, { args: [...before, ...each], deadline });
    if (reply === null) continue;
    for (const [place, outcome] of listOf(reply).entries()) {
      const index = those[place]?.index;
      if (index !== undefined) outcomes[index] = outcomeOf(textOf(outcome));
    }
  }
  return outcomes;
}

const OUTCOMES: readonly ReceiptOutcome[] = ["done", "stale", "notInFlight", "beyondLimit", "invalid"];

function outcomeOf(word: string): ReceiptOutcome {
  const outcome = OUTCOMES.find((known) => known === word);
  if (!outcome) throw new Error(`${word} is no outcome`);
  return outcome;
}
