import { randomUUID } from "node:crypto";
import { decodeMessage } from "../message-record.ts";
import type { Pulled } from "./broker.ts";
import { QueueIsGone } from "./link.ts";
import { groupDigest } from "./digest.ts";
import { REFILL, RELEASE, SPILL_READ, SPILLED } from "./lua/fifo.ts";
import type { QueueAccess } from "./queue-access.ts";
import { idBytes } from "./receipt.ts";
import { type Argument, bytesOf, listOf, numberOf, run, script } from "./scripts.ts";

/** So many messages are moved in one step, or fewer large ones. */
const BATCH = 200;
const BATCH_BYTES = 8 * 1024 * 1024;
/** The one who moves is replaced by another replica after so long; it says every step that it is still there. */
const LEASE_MS = 10_000;
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
        if (!(await this.holdsLease())) this.moveLater(PAUSE_MS);
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
      while ((await this.spill()) || (await this.refill())) await this.holdsLease();
    } finally {
      const { redis } = this.access.engines;
      await run(redis, releaseScript, { keys: [this.lease], args: [this.token] });
    }
  }

  /** Another replica moves, or an engine is away: somebody may have to go on after it. */
  private moveLater(ms: number): void {
    setTimeout(this.move, ms).unref();
  }

  private async holdsLease(): Promise<boolean> {
    const { redis } = this.access.engines;
    if ((await redis.set(this.lease, this.token, "PX", LEASE_MS, "NX")) === "OK") return true;
    if ((await redis.get(this.lease)) !== this.token) return false;
    await redis.pexpire(this.lease, LEASE_MS);
    return true;
  }

  /** Moves some to RabbitMQ; false where there are too few, or another one moves. */
  private async spill(): Promise<boolean> {
    const read = await this.access.runIfThere(readScript, {
      keys: [this.lease],
      args: [this.token, BATCH, BATCH_BYTES],
    });
    const messages = read ? listOf(read.reply).map(listOf) : [];
    if (!read || messages.length === 0) return false;
    const { generation } = read;
    await this.access.engines.broker.publish(
      this.access.nameOf(generation),
      messages.map(([, place, sentAt, record]) => spilledContent(numberOf(place), numberOf(sentAt), bytesOf(record))),
    );
    const ids = messages.map(([id]) => bytesOf(id));
    const args = [this.token, ...ids];
    return (await this.access.runOn(generation, spilledScript, { keys: [this.lease], args })) !== null;
  }

  /** Moves some back from RabbitMQ; false where there is no room, or nothing. */
  private async refill(): Promise<boolean> {
    const asked = await this.access.runIfThere(refillScript, { keys: [this.lease], args: [this.token] });
    const room = asked ? Math.min(BATCH, numberOf(asked.reply)) : 0;
    if (!asked || room <= 0) return false;
    const { generation } = asked;
    const { broker } = this.access.engines;
    try {
      return await broker.pull(this.access.nameOf(generation), room, (pulled) => this.comeBack(generation, pulled));
    } catch (error) {
      if (!(error instanceof QueueIsGone)) throw error;
      await this.access.isOver(generation);
      return false;
    }
  }

  private async comeBack(generation: string, { contents }: Pulled): Promise<boolean> {
    const args: Argument[] = [this.token, ...contents.flatMap(refillArgs)];
    const reply = await this.access.runOn(generation, refillScript, { keys: [this.lease], args });
    // What was pulled goes back to its place in RabbitMQ.
    if (reply === null || numberOf(reply) < 0) throw new Error("another replica refills this queue");
    if (contents.length > 0) return true;
    // They are in the hands of a replica that is dying.
    this.moveLater(LEASE_MS);
    return false;
  }
}

const PLACE_BYTES = 6;
const TIME_BYTES = 6;

/** Place (6) · sent at (6) · record. */
function spilledContent(place: number, sentAt: number, record: Buffer): Buffer {
  const content = Buffer.allocUnsafe(PLACE_BYTES + TIME_BYTES + record.length);
  content.writeUIntBE(place, 0, PLACE_BYTES);
  content.writeUIntBE(sentAt, PLACE_BYTES, TIME_BYTES);
  content.set(record, PLACE_BYTES + TIME_BYTES);
  return content;
}

function refillArgs(content: Buffer): Argument[] {
  const record = content.subarray(PLACE_BYTES + TIME_BYTES);
  const { id, groupId } = decodeMessage(record);
  const place = content.readUIntBE(0, PLACE_BYTES);
  return [idBytes(id), place, groupDigest(groupId), content.readUIntBE(PLACE_BYTES, TIME_BYTES), record];
}
