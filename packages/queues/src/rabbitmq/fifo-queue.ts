import { encodeMessage, type MessageRecord, newRecord, sequenceNumber } from "../message-record.ts";
import type { Counts, FifoSettings, NewMessage, Peeked, Queue, Sent } from "../port.ts";
import type { Deadline } from "./deadline.ts";
import { digestOf, groupDigest } from "./digest.ts";
import { expireKnown, peekedOf } from "./look.ts";
import { FIFO, FIFO_COUNTS, FIFO_LOOK, FIFO_SEND, FIFO_TAKE } from "./lua/fifo.ts";
import { EXPIRE, REMOVE, REMOVE_MOVED, SET_VISIBILITY } from "./lua/receipts.ts";
import type { QueueAccess } from "./queue-access.ts";
import { keyOf, uuidOf } from "./message-key.ts";
import { NONCE_BYTES } from "./receipt.ts";
import type { Argument } from "./redis-link.ts";
import { bytesOf, listOf, numberOf, script } from "./scripts.ts";
import { Spiller } from "./spiller.ts";
import {
  flownOf,
  MOVE_LEASE_MS,
  NOTHING,
  type StoredQueue,
  type Taken,
  type Taking,
  takingArgs,
  timeOf,
} from "./stored-queue.ts";

const sendScript = script(FIFO_SEND);
const takeScript = script(FIFO_TAKE);
const countsScript = script(FIFO_COUNTS);
const lookScript = script(FIFO_LOOK);
const expireScript = script(FIFO + EXPIRE);
const removeScript = script(FIFO + REMOVE);
const removeMovedScript = script(FIFO + REMOVE_MOVED);
const setVisibilityScript = script(FIFO + SET_VISIBILITY);

/** A FIFO queue: its order, its deduplication and its first messages are in Redis, the rest of a long one in RabbitMQ. */
export class FifoQueue implements StoredQueue {
  readonly access: QueueAccess;
  readonly removeScript = removeScript;
  readonly removeMovedScript = removeMovedScript;
  readonly setVisibilityScript = setVisibilityScript;
  private readonly spiller: Spiller;

  constructor(access: QueueAccess) {
    this.access = access;
    this.spiller = new Spiller(access);
  }

  async send({ fifo }: Queue, messages: readonly NewMessage[], deadline: Deadline): Promise<readonly Sent[]> {
    const now = this.access.engines.clock.now();
    const stored = await this.store(
      messages.map((message) => ({
        record: newRecord(message, now),
        digest: deduplicationDigest(message, fifo),
      })),
      deadline,
    );
    return messages.map(({ id }, index) => {
      const first = stored[index] ?? { id, place: 0 };
      // The same id again is this very message, sent twice because Redis went away before its answer came.
      return { id: first.id, sequenceNumber: sequenceNumber(first.place), duplicate: first.id !== id };
    });
  }

  async admit(_queue: Queue, messages: readonly MessageRecord[], deadline: Deadline): Promise<void> {
    await this.store(
      // A move that a crash makes happen twice.
      messages.map((record) => ({ record, digest: keyOf(record) })),
      deadline,
    );
  }

  private async store(
    messages: readonly { readonly record: MessageRecord; readonly digest: Buffer }[],
    deadline: Deadline,
  ): Promise<{ id: string; place: number }[]> {
    const args = messages.flatMap(({ record, digest }): Argument[] => [
      keyOf(record),
      groupDigest(record.groupId),
      digest,
      encodeMessage(record),
    ]);
    const { reply } = await this.access.run(sendScript, { args, deadline });
    const [overflowing, stored] = listOf(reply);
    if (numberOf(overflowing) > 0) this.spiller.move();
    return listOf(stored).map((item) => {
      const [id, place] = listOf(item);
      return { id: uuidOf(bytesOf(id)), place: numberOf(place) };
    });
  }

  async take(queue: Queue, how: Taking): Promise<Taken> {
    const nonce = Buffer.from(this.access.engines.ids.bytes(NONCE_BYTES));
    const delayMs = queue.fifo?.delayMs ?? 0;
    const args = [...takingArgs(queue, how, nonce), delayMs, MOVE_LEASE_MS, how.attemptId ?? ""];
    const answered = await this.access.runIfThere(takeScript, { args, deadline: how.deadline });
    if (!answered) return NOTHING;
    const [inFlight, room, nextAt, isUnfinished, nonceOfAll, taken, dead] = listOf(answered.reply);
    if (numberOf(room) > 0) this.spiller.move();
    return {
      generation: answered.generation,
      messages: flownOf(taken, bytesOf(nonceOfAll)),
      dead: flownOf(dead, nonce),
      inFlight: numberOf(inFlight),
      nextAt: timeOf(nextAt),
      hasMore: isUnfinished === 1,
    };
  }

  async counts(queue: Queue, deadline: Deadline): Promise<Counts> {
    const answered = await this.access.runIfThere(countsScript, { args: [queue.fifo?.delayMs ?? 0], deadline });
    const [visible = 0, inFlight = 0, delayed = 0] = answered ? listOf(answered.reply).map(numberOf) : [];
    return { visible, inFlight, delayed };
  }

  async look(queue: Queue, limit: number, deadline: Deadline): Promise<readonly Peeked[]> {
    const answered = await this.access.runIfThere(lookScript, { args: [limit, queue.fifo?.delayMs ?? 0], deadline });
    if (!answered) return [];
    return peekedOf(queue, answered.reply, this.access.engines.clock.now())
      .toSorted((a, b) => ((a.sequenceNumber ?? "") < (b.sequenceNumber ?? "") ? -1 : 1))
      .slice(0, limit);
  }

  async expire({ retentionMs }: Queue, deadline: Deadline): Promise<number> {
    return (await expireKnown(this.access, expireScript, { retentionMs, deadline })).count;
  }
}

function deduplicationDigest(
  { groupId, deduplicationId = "" }: NewMessage,
  settings: FifoSettings | undefined,
): Buffer {
  const isOfGroup = settings?.deduplicationScope === "messageGroup";
  return digestOf(isOfGroup ? JSON.stringify([groupId, deduplicationId]) : deduplicationId);
}
