import type { Clock, Ids } from "@skylab/aws";
import { isMessage } from "../message-record.ts";
import type { Queue } from "../port.ts";
import type { Broker } from "./broker.ts";
import type { Deadline } from "./deadline.ts";
import { GENERATION, RENEW, SWEPT } from "./lua/life.ts";
import { GENERATION_BYTES, receiptTag } from "./receipt.ts";
import type { Argument, RedisLink, Reply } from "./redis-link.ts";
import { listOf, run, type Script, script, textOf } from "./scripts.ts";

/** What the queues of one adapter share. */
export type Engines = {
  readonly redis: RedisLink;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Begins every key in Redis and every queue name in RabbitMQ. */
  readonly prefix: string;
  readonly onFailure: (error: unknown) => void;
};

export type Asked = {
  readonly args: readonly Argument[];
  readonly deadline: Deadline;
  /** Keys beside the queue's own hash. */
  readonly keys?: readonly string[];
  /** Whether RabbitMQ has just answered for this queue. */
  readonly isHeard?: boolean;
};

export type Answered = { readonly generation: string; readonly reply: Reply };

const generationScript = script(GENERATION);
const renewScript = script(RENEW);
const sweptScript = script(SWEPT);

/** One queue's place in the engines, and the generation that this replica believes it to have. */
export class QueueAccess {
  readonly engines: Engines;
  readonly tag: Buffer;
  /** The queue's own hash in Redis, and the beginning of its other keys. */
  readonly key: string;
  private readonly id: string;
  private known: string | undefined;

  constructor(engines: Engines, queue: Queue) {
    this.engines = engines;
    this.id = queue.id;
    this.tag = receiptTag(queue.id);
    this.key = `${engines.prefix}:{${queue.id}}`;
  }

  /** The queue's name in RabbitMQ: a purge begins a new one. */
  nameOf(generation: string): string {
    return `${this.engines.prefix}.${this.id}.${generation}`;
  }

  /**
   * Without what somebody else put into the queue: pulled again and again, it would be in the way of all that follows.
   * `recordAt` is where the record of a message begins.
   */
  ownOf(contents: readonly Buffer[], recordAt = 0): Buffer[] {
    const own = contents.filter((content) => isMessage(content, recordAt));
    const foreign = contents.length - own.length;
    if (foreign > 0) {
      const what = `${foreign} messages in RabbitMQ's queue of ${this.id} were not sent by this adapter, and are deleted`;
      this.engines.onFailure(new Error(what));
    }
    return own;
  }

  /** The generation; a queue begins to exist by this. */
  async begin(deadline: Deadline): Promise<string> {
    this.known ??= await this.ask(this.newGeneration(), deadline);
    if (this.known === undefined) throw new Error(`queue ${this.id} did not begin`);
    return this.known;
  }

  /** The generation, if the queue exists. */
  async find(deadline: Deadline): Promise<string | undefined> {
    this.known ??= await this.ask("", deadline);
    return this.known;
  }

  private async ask(begin: string, deadline: Deadline): Promise<string | undefined> {
    const reply = await run(this.engines.redis, generationScript, { keys: [this.key], args: [begin], deadline });
    return reply === null ? undefined : textOf(reply);
  }

  private newGeneration(): string {
    return Buffer.from(this.engines.ids.bytes(GENERATION_BYTES)).toString("hex");
  }

  /** A generation turned out to be over; its queue in RabbitMQ may have been made again by this. */
  async isOver(generation: string, deadline: Deadline): Promise<void> {
    if (this.known === generation) this.known = undefined;
    if ((await this.find(deadline)) === generation) return;
    await this.engines.broker.remove(this.nameOf(generation), deadline);
  }

  /** Runs a script on the queue, which begins to exist where it did not. */
  async run(what: Script, asked: Asked): Promise<Answered> {
    for (;;) {
      const generation = await this.begin(asked.deadline);
      const reply = await this.runOn(generation, what, asked);
      if (reply !== null) return { generation, reply };
      await this.isOver(generation, asked.deadline);
    }
  }

  /** Runs a script on the queue if it exists. */
  async runIfThere(what: Script, asked: Asked): Promise<Answered | undefined> {
    for (;;) {
      const generation = await this.find(asked.deadline);
      if (generation === undefined) return undefined;
      const reply = await this.runOn(generation, what, asked);
      if (reply !== null) return { generation, reply };
      await this.isOver(generation, asked.deadline);
    }
  }

  /** Runs a script on one generation of the queue; null where it is over. */
  runOn(generation: string, what: Script, { args, deadline, keys = [], isHeard = false }: Asked): Promise<Reply> {
    const now = this.engines.clock.now();
    // What concerns the engines alone goes by their time, which no test moves.
    const heardAt = isHeard ? Date.now() : 0;
    return run(this.engines.redis, what, {
      keys: [this.key, ...keys],
      args: [generation, now, heardAt, ...args],
      deadline,
    });
  }

  /** Begins a new generation, or forgets the queue. The old one's messages are gone when this resolves. */
  async renew(then: "empty" | "dropped", deadline: Deadline): Promise<void> {
    const args = [then === "empty" ? this.newGeneration() : ""];
    const reply = await run(this.engines.redis, renewScript, { keys: [this.key], args, deadline });
    this.known = undefined;
    const garbage = listOf(reply).map((generation) => textOf(generation));
    for (const generation of garbage) await this.engines.broker.remove(this.nameOf(generation), deadline);
    if (garbage.length > 0) await run(this.engines.redis, sweptScript, { keys: [this.key], args: garbage, deadline });
  }
}
