import { createHash } from "node:crypto";
import { described, reborn } from "../message-record.ts";
import {
  type Queue,
  type Received,
  type ReceiveOptions,
  type StoredMessage,
  type Transferred,
  UNMOVABLE_HIDDEN_MS,
} from "../port.ts";
import type { Deadline } from "./deadline.ts";
import { KEY_BYTES, uuidOf } from "./message-key.ts";
import { writeReceipt } from "./receipt.ts";
import type { Flown, StoredQueue, Taken } from "./stored-queue.ts";
import type { Served } from "./waiting-room.ts";

export type Open = (queue: Queue) => StoredQueue;

/**
 * A receive looks so long behind what is expired or dead. Then it answers, and one who waits looks again after others had
 * their turn.
 */
const LONGEST_LOOK_MS = 1000;

/** Takes what is visible, up to what is wanted; the dead are with the dead letters before it answers. */
export async function receive(
  open: Open,
  queue: Queue,
  how: ReceiveOptions & { readonly deadline: Deadline },
): Promise<Served> {
  const { clock, onFailure } = open(queue).access.engines;
  const begunAt = performance.now();
  const messages: Received[] = [];
  let last: Looked = { isFull: false, nextAt: undefined, goesOn: true };
  for (let turn = 0; last.goesOn && performance.now() - begunAt < LONGEST_LOOK_MS; turn += 1) {
    try {
      last = await takeTurn(open, queue, { how, turn, messages });
    } catch (error) {
      // What earlier turns have taken is hidden: it would be missing until its time is over.
      if (messages.length === 0) throw error;
      onFailure(error);
      break;
    }
  }
  return { messages, isFull: last.isFull, nextAt: last.goesOn ? clock.now() : last.nextAt };
}

type Turn = {
  readonly how: ReceiveOptions & { readonly deadline: Deadline };
  readonly turn: number;
  /** What earlier turns took; this one adds its own. */
  readonly messages: Received[];
};

/** What a turn tells; another one may be worth it. */
type Looked = Omit<Served, "messages"> & { readonly goesOn: boolean };

async function takeTurn(open: Open, queue: Queue, { how, turn, messages }: Turn): Promise<Looked> {
  const stored = open(queue);
  const taken = await stored.take(queue, {
    max: how.max - messages.length,
    visibilityMs: how.visibilityMs,
    isLease: false,
    attemptId: turn === 0 ? how.attemptId : undefined,
    turn,
    deadline: how.deadline,
  });
  const { generation, nextAt, hasMore } = taken;
  messages.push(...taken.messages.map((flown) => receivedOf(stored, queue, { generation, flown })));
  const hasMoved = await bury(open, queue, { taken, deadline: how.deadline });
  const goesOn = messages.length < how.max && (hasMore || (hasMoved && messages.length === 0));
  return { isFull: taken.inFlight >= queue.maxInFlight, nextAt, goesOn };
}

function receivedOf(
  { access }: StoredQueue,
  queue: Queue,
  { generation, flown }: { generation: string; flown: Flown },
): Received {
  const { id, nonce, message } = flown;
  return {
    ...described(queue, message, flown.order),
    receipt: writeReceipt(access.tag, { generation, nonce, id }),
    receives: message.receives + flown.receives,
    firstReceivedAt: message.firstReceivedAt || flown.firstReceivedAt,
  };
}

/** Moves the dead to where dead letters go; what cannot be moved now is found again when its lease is over. */
async function bury(
  open: Open,
  queue: Queue,
  { taken, deadline }: { readonly taken: Taken; readonly deadline: Deadline },
): Promise<boolean> {
  const { generation, dead } = taken;
  const { deadLetter } = queue;
  if (!deadLetter || dead.length === 0) return false;
  const source = open(queue);
  const { clock, onFailure } = source.access.engines;
  const letters = dead.map(({ message, receives, firstReceivedAt }) => ({
    ...message,
    // AWS counts a standard queue's retention from the first queue on, a FIFO queue's anew.
    sentAt: queue.fifo ? clock.now() : message.sentAt,
    receives: message.receives + receives,
    firstReceivedAt: message.firstReceivedAt || firstReceivedAt,
    deadLetterSource: deadLetter.source,
  }));
  try {
    await open(deadLetter.queue).admit(deadLetter.queue, letters, deadline);
    await removeMoved(source, { generation, moved: dead, deadline });
    return true;
  } catch (error) {
    onFailure(error);
    return false;
  }
}

async function removeMoved(
  source: StoredQueue,
  {
    generation,
    moved,
    deadline,
  }: { readonly generation: string; readonly moved: readonly Flown[]; readonly deadline: Deadline },
): Promise<void> {
  const args = moved.flatMap(({ id, nonce }) => [id, nonce]);
  await source.access.runOn(generation, source.removeMovedScript, { args, deadline });
}

export type Transfer = {
  readonly from: Queue;
  readonly max: number;
  readonly to: (message: StoredMessage) => Queue | undefined;
  readonly deadline: Deadline;
};

/** Moves up to `max` visible messages; they are new messages over there. */
export async function transfer(open: Open, { from, max, to, deadline }: Transfer): Promise<Transferred> {
  const source = open(from);
  let moved = 0;
  let unmovable = 0;
  let hasMore = true;
  for (let turn = 0; hasMore && moved + unmovable < max; turn += 1) {
    const taken = await source.take(from, {
      max: max - moved - unmovable,
      visibilityMs: UNMOVABLE_HIDDEN_MS,
      isLease: true,
      turn,
      deadline,
    });
    hasMore = taken.hasMore;
    const now = source.access.engines.clock.now();
    for (const { target, flown } of byTarget(from, taken, to)) {
      if (!target) {
        unmovable += flown.length;
        continue;
      }
      const { generation } = taken;
      await open(target).admit(
        target,
        flown.map(({ id, message }) => reborn(message, nextId(generation, id), now)),
        deadline,
      );
      await removeMoved(source, { generation, moved: flown, deadline });
      moved += flown.length;
    }
  }
  return { moved, unmovable };
}

/** Neighbours that go to the same queue, so that their order is kept. */
function byTarget(
  from: Queue,
  { messages }: Taken,
  to: Transfer["to"],
): readonly { target: Queue | undefined; flown: Flown[] }[] {
  const runs: { target: Queue | undefined; flown: Flown[] }[] = [];
  for (const one of messages) {
    const target = to(described(from, one.message, one.order));
    const last = runs.at(-1);
    if (last && last.target?.id === target?.id) last.flown.push(one);
    else runs.push({ target, flown: [one] });
  }
  return runs;
}

/**
 * A moved message has a new id, made of its key here: where a crash makes the move happen twice, the target sees the
 * same message twice, and keeps one.
 */
function nextId(generation: string, key: Buffer): string {
  const bytes = createHash("sha256").update(generation).update(key).digest().subarray(0, KEY_BYTES);
  // Version 8: made by own rules. https://www.rfc-editor.org/rfc/rfc9562#section-5.8
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidOf(bytes);
}
