import { encodeMessage, type MessageRecord } from "../message-record.ts";
import type { Deadline } from "./deadline.ts";
import { fold } from "./fold.ts";
import { QueueIsGone } from "./link.ts";
import { SENT } from "./lua/life.ts";
import type { QueueAccess } from "./queue-access.ts";
import { run, script } from "./scripts.ts";

const SENDINGS_AT_ONCE = 1000;

const sentScript = script(SENT);

/** Messages that RabbitMQ has confirmed. */
type Sending = { readonly generation: string; readonly begunAt: number };

/** Puts messages of a standard queue into RabbitMQ, where they stay: in the queue of a generation that is not over. */
export class Publisher {
  private readonly access: QueueAccess;
  private readonly isStillRight = fold<Sending, boolean>({
    work: (sendings, deadline) => this.areStillRight(sendings, deadline),
    weightOf: () => 1,
    most: SENDINGS_AT_ONCE,
  });

  constructor(access: QueueAccess) {
    this.access = access;
  }

  async publish(messages: readonly MessageRecord[], deadline: Deadline): Promise<void> {
    if (messages.length === 0) return;
    const contents = messages.map(encodeMessage);
    for (;;) {
      const generation = await this.access.begin(deadline);
      if (await this.publishTo(generation, contents, deadline)) return;
      await this.access.isOver(generation, deadline);
    }
  }

  /** False where the generation was over before the messages were confirmed. */
  async publishTo(generation: string, contents: readonly Buffer[], deadline: Deadline): Promise<boolean> {
    const { broker } = this.access.engines;
    const begunAt = Date.now();
    const isThere = await orGone(broker.publish(this.access.nameOf(generation), contents, deadline).then(() => true));
    return isThere ? this.isStillRight({ generation, begunAt }, deadline) : false;
  }

  /** Asks Redis about messages that are in RabbitMQ, the latest of each generation. */
  private async areStillRight(sendings: readonly Sending[], deadline: Deadline): Promise<readonly boolean[]> {
    const latest = new Map<string, number>();
    for (const { generation, begunAt } of sendings)
      latest.set(generation, Math.max(begunAt, latest.get(generation) ?? 0));
    const right = new Set<string>();
    for (const [generation, begunAt] of latest) {
      const { redis } = this.access.engines;
      const reply = await run(redis, sentScript, { keys: [this.access.key], args: [generation, begunAt], deadline });
      if (reply === 1) right.add(generation);
    }
    return sendings.map(({ generation }) => right.has(generation));
  }
}

/** Undefined where the queue is gone from RabbitMQ. */
export async function orGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof QueueIsGone) return undefined;
    throw error;
  }
}
