import { randomUUID } from "node:crypto";
import { decodeMessage } from "../message-record.ts";
import type { Pulled } from "./broker.ts";
import { type Deadline, inTime } from "./deadline.ts";
import { QueueIsGone } from "./link.ts";
import { groupDigest } from "./digest.ts";
import { REFILL, RELEASE, SPILL_READ, SPILLED } from "./lua/spill.ts";
import { keyOf } from "./message-key.ts";
import type { QueueAccess } from "./queue-access.ts";
import type { Argument } from "./redis-link.ts";
import { bytesOf, listOf, numberOf, run, script, textOf } from "./scripts.ts";

/** So many messages are moved in one step, or fewer large ones. */
const BATCH = 200;
const BATCH_BYTES = 8 * 1024 * 1024;
/** The one who moves is replaced by another replica after so long; it says every step that it is still there. */
const LEASE_MS = 10_000;
/**
 * RabbitMQ 3.10 forgets a queue, with all that it has confirmed of it, that it has made a moment before it is killed: up to
 * 1.9 s before, as measured, in 2 of 25 tries. So nothing is entrusted to a queue before it is that old.
 */
const SETTLED_MS = 10_000;
/** So long until one looks again whose messages another replica moves. */
const PAUSE_MS = 500;

const readScript = script(SPILL_READ);
const spilledScript = script(SPILLED);
const refillScript = script(REFILL);
const releaseScript = script(RELEASE);

/**
 * Moves what lies beyond the window of a FIFO queue to RabbitMQ, and back when there is room. One replica at a time
 * does so, by a lease in Redis. Each step may happen twice: messages come back by their numbers, without a gap, and
 * one whose number was passed already is a repetition. So no lease has to be trusted for the order.
 */
export class Spiller {
  private readonly access: QueueAccess;
  private readonly token: string = randomUUID();
  private readonly lease: string;
  private isMoving = false;
  private isAskedAgain = false;
  private later: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;

  constructor(access: QueueAccess) {
    this.access = access;
    this.lease = `${access.key}:spiller`;
  }

  /** There is something to move, in one direction or the other. */
  readonly move = (): void => {
    this.isAskedAgain = true;
    if (!this.isMoving) void this.moveAll();
  };

  private async moveAll(): Promise<void> {
    this.isMoving = true;
    try {
      while (this.isAskedAgain) {
        this.isAskedAgain = false;
        if (!(await inTime((deadline) => this.holdsLease(deadline)))) this.moveLater(PAUSE_MS);
        else await this.moveWithLease();
      }
    } catch (error) {
      this.access.engines.onFailure(error);
      this.moveLater(LEASE_MS);
    }
    this.isMoving = false;
  }

  private async moveWithLease(): Promise<void> {
    try {
      while (await inTime((deadline) => this.moveSome(deadline)))
        if (!(await inTime((deadline) => this.holdsLease(deadline)))) return this.moveLater(PAUSE_MS);
    } finally {
      const { redis } = this.access.engines;
      await inTime((deadline) => run(redis, releaseScript, { keys: [this.lease], args: [this.token], deadline }));
    }
  }

  /** Resolves to whether to go on, if the lease is still held. */
  private async moveSome(deadline: Deadline): Promise<boolean> {
    return (await this.spill(deadline)) || (await this.refill(deadline));
  }

  /** Another replica moves, or an engine is away: somebody may have to go on after it. */
  private moveLater(ms: number): void {
    const at = performance.now() + ms;
    if (this.later !== undefined && this.later.at <= at) return;
    clearTimeout(this.later?.timer);
    const timer = setTimeout(() => {
      this.later = undefined;
      this.move();
    }, ms).unref();
    this.later = { at, timer };
  }

  private async holdsLease(deadline: Deadline): Promise<boolean> {
    const { redis } = this.access.engines;
    if ((await redis.call("set", [this.lease, this.token, "PX", LEASE_MS, "NX"], deadline)) !== null) return true;
    const holder = await redis.call("get", [this.lease], deadline);
    if (holder === null || textOf(holder) !== this.token) return false;
    await redis.call("pexpire", [this.lease, LEASE_MS], deadline);
    return true;
  }

  /** Moves some to RabbitMQ; false where there are too few. */
  private async spill(deadline: Deadline): Promise<boolean> {
    const read = await this.access.runIfThere(readScript, {
      keys: [this.lease],
      args: [this.token, BATCH, BATCH_BYTES],
      deadline,
    });
    const messages = read ? listOf(read.reply).map(listOf) : [];
    if (!read || messages.length === 0) return false;
    const { generation } = read;
    const queue = this.access.nameOf(generation);
    if (!(await this.isSettled(queue, deadline))) return false;
    await this.access.engines.broker.publish(
      queue,
      messages.map(([, place, sentAt, record]) => spilledContent(numberOf(place), numberOf(sentAt), bytesOf(record))),
      deadline,
    );
    // Where the connection was lost meanwhile, they may be in one that was made just now: they are sent once more.
    if (!(await this.isSettled(queue, deadline))) return false;
    const ids = messages.map(([id]) => bytesOf(id));
    const args = [this.token, ...ids];
    const reply = await this.access.runOn(generation, spilledScript, { keys: [this.lease], args, deadline });
    // A purge meanwhile: publishing may have made the old queue again.
    if (reply === null) await this.access.isOver(generation, deadline);
    return true;
  }

  private async isSettled(queue: string, deadline: Deadline): Promise<boolean> {
    const left = SETTLED_MS - (await this.access.engines.broker.declare(queue, deadline));
    if (left > 0) this.moveLater(left);
    return left <= 0;
  }

  /** Moves some back from RabbitMQ; false where there is no room, or nothing. */
  private async refill(deadline: Deadline): Promise<boolean> {
    const asked = await this.access.runIfThere(refillScript, { keys: [this.lease], args: [this.token], deadline });
    if (!asked) return false;
    const [room] = listOf(asked.reply).map(numberOf);
    if (room === undefined || room <= 0) return room === LEASE_IS_LOST;
    const { generation } = asked;
    try {
      const wanted = { queue: this.access.nameOf(generation), max: Math.min(BATCH, room), deadline };
      return await this.access.engines.broker.pull(wanted, (pulled) => this.comeBack(generation, pulled, deadline));
    } catch (error) {
      if (!(error instanceof QueueIsGone)) throw error;
      await this.access.isOver(generation, deadline);
      this.moveLater(PAUSE_MS);
      return false;
    }
  }

  private async comeBack(generation: string, { contents }: Pulled, deadline: Deadline): Promise<boolean> {
    const args: Argument[] = [this.token, ...this.access.ownOf(contents, RECORD_AT).flatMap(refillArgs)];
    const asked = { keys: [this.lease], args, isHeard: true, deadline };
    const reply = await this.access.runOn(generation, refillScript, asked);
    const [room = LEASE_IS_LOST, lost = 0] = reply === null ? [] : listOf(reply).map(numberOf);
    if (lost > 0) this.access.engines.onFailure(new Error(`RabbitMQ lost ${lost} messages of ${this.access.key}`));
    // What was pulled goes back to its place in RabbitMQ.
    if (room < 0) throw new Error("another replica refills this queue");
    if (contents.length > 0 || lost > 0) return true;
    // They are in the hands of a replica that is dying.
    this.moveLater(LEASE_MS);
    return false;
  }
}

/** What a script answers instead of a number of messages. */
const LEASE_IS_LOST = -1;
const PLACE_BYTES = 6;
const TIME_BYTES = 6;
const RECORD_AT = PLACE_BYTES + TIME_BYTES;

/** Place (6) · sent at (6) · record. */
function spilledContent(place: number, sentAt: number, record: Buffer): Buffer {
  const content = Buffer.allocUnsafe(RECORD_AT + record.length);
  content.writeUIntBE(place, 0, PLACE_BYTES);
  content.writeUIntBE(sentAt, PLACE_BYTES, TIME_BYTES);
  content.set(record, RECORD_AT);
  return content;
}

function refillArgs(content: Buffer): Argument[] {
  const record = content.subarray(RECORD_AT);
  const message = decodeMessage(record);
  const place = content.readUIntBE(0, PLACE_BYTES);
  return [keyOf(message), place, groupDigest(message.groupId), content.readUIntBE(PLACE_BYTES, TIME_BYTES), record];
}
