import { writeSync } from "node:fs";
import { randomIds } from "@skylab/aws";
import type { Queue, Queues } from "../port.ts";
import { texts } from "./queue.ts";

const DAY_MS = 86_400_000;
const settings = { retentionMs: 14 * DAY_MS, maxInFlight: 120_000, maxVisibilityMs: DAY_MS };

/** The queues of the crash test: the same ids in every process. */
export const CRASH_STANDARD: Queue = { id: "crash/standard", ...settings };
export const CRASH_FIFO: Queue = {
  id: "crash/in-order.fifo",
  ...settings,
  fifo: { deduplicationScope: "queue", delayMs: 0 },
};

/** What the loaded process did: begun (`sending`, `removing`), or answered (`sent`, `removed`). A body is `<queue>/<group>/<number>`. */
export type CrashEvent = { readonly event: "sending" | "sent" | "removing" | "removed"; readonly body: string };

const GROUPS = 4;
const SENDERS = 6;

/** Not by `process.stdout`, which makes the pipe one that refuses with EAGAIN what its reader is too slow for. */
export const STDOUT = 1;

/** The synchronous write is in the pipe when the process is killed the moment after. */
const tell = (event: CrashEvent["event"], bodies: readonly string[]): void => {
  writeSync(STDOUT, bodies.map((body) => `${JSON.stringify({ event, body })}\n`).join(""));
};

/** Loads an engine until the process is killed: senders on both queues, and receivers that remove about half. Bodies of a round begin at `from`. */
export async function loadUntilKilled(queues: Queues, from: number): Promise<void> {
  let next = from;
  const send = async (queue: Queue, group: string): Promise<void> => {
    for (;;) {
      const bodies = Array.from({ length: 1 + (next % 3) }, () => `${queue.id}/${group}/${next++}`);
      tell("sending", bodies);
      const messages = bodies.map((body) => ({
        id: randomIds.uuid(),
        payload: Buffer.from(body),
        ...fifoParts(queue, group, body),
      }));
      await queues.send(queue, messages);
      tell("sent", bodies);
    }
  };
  const receive = async (queue: Queue): Promise<void> => {
    for (let turn = 0; ; turn += 1) {
      const received = await queues.receive(queue, { max: 5, waitMs: 1000, visibilityMs: turn % 4 === 0 ? 0 : DAY_MS });
      // What is left is in flight when the crash comes, or visible again.
      const removed = received.slice(0, Math.ceil(received.length / 2));
      if (turn % 4 === 0 || removed.length === 0) continue;
      tell("removing", texts(removed));
      const outcomes = await queues.remove(
        queue,
        removed.map(({ receipt }) => receipt),
      );
      tell("removed", texts(removed.filter((_, index) => outcomes[index] === "done")));
    }
  };
  const senders = Array.from({ length: SENDERS }, (_, index) => send(CRASH_STANDARD, `s${index}`));
  const groups = Array.from({ length: GROUPS }, (_, index) => send(CRASH_FIFO, `g${index}`));
  await Promise.all([...senders, ...groups, receive(CRASH_STANDARD), receive(CRASH_FIFO), receive(CRASH_FIFO)]);
}

const fifoParts = (queue: Queue, groupId: string, deduplicationId: string): object =>
  queue.fifo ? { groupId, deduplicationId } : {};
