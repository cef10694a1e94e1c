import { randomIds } from "@skylab/aws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inGroup, newFifoQueue, receipts, TEN, texts } from "../contract/queue.ts";
import type { Queue } from "../port.ts";
import { ENGINES, WHY_NOT } from "./engines-under-test.ts";
import { type Call, messageOf, type TextMessage } from "./step-calls.ts";
import { drain, killAtEveryStep, openReplicas, type Replicas } from "./step-replicas.ts";

const TIMEOUT_MS = 300_000;
const SOURCE = "arn:aws:sqs:us-east-1:000000000000:source.fifo";
const BODIES = ["a", "b", "c"];

/** A message with a new id, whose deduplication id is its text. */
const textMessage = (text: string, groupId = "g"): TextMessage => ({
  id: randomIds.uuid(),
  text,
  groupId,
  deduplicationId: text,
});

if (ENGINES) describeSteps(ENGINES);
else describe("RabbitMQ: a process killed between two steps on a FIFO queue", () => it.skip(WHY_NOT));

function describeSteps(engines: NonNullable<typeof ENGINES>): void {
  describe("RabbitMQ: a process killed between two steps on a FIFO queue", { timeout: TIMEOUT_MS }, () => {
    let replicas: Replicas;
    beforeAll(async () => {
      replicas = await openReplicas(engines);
    });
    afterAll(() => replicas.close());

    /** A queue with the messages a, b, c of one group. */
    const filled = async (settings: Partial<Queue> = {}): Promise<Queue> => {
      const queue = newFifoQueue(settings);
      await replicas.now.send(
        queue,
        BODIES.map((body) => inGroup("g", body)),
      );
      return queue;
    };
    const left = (queue: Queue, awaited: readonly string[]): Promise<readonly string[]> =>
      drain(replicas, queue, { awaited });

    it("has sent what it was answered for, and what is sent again is there once, in its order", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = newFifoQueue();
        const batches = [["a", "b"], ["c"]];
        return {
          calls: batches.map((batch) => ({ verb: "send", queue, messages: batch.map((body) => textMessage(body)) })),
          check: async ({ length }) => {
            for (const [index, batch] of batches.entries()) {
              const again = await replicas.now.send(
                queue,
                batch.map((body) => messageOf(textMessage(body))),
              );
              const known = new Set(again.map(({ duplicate }) => duplicate));
              // All of a batch is stored, or nothing.
              expect(known.size).toBe(1);
              if (index < length) expect(known).toEqual(new Set([true]));
            }
            expect(await left(queue, BODIES)).toEqual(BODIES);
          },
        };
      });
    });

    it("has received what another replica receives again by the same attempt, and blocked the group meanwhile", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = await filled();
        await replicas.now.send(queue, [inGroup("other", "d")]);
        const how = { ...TEN, max: 2, attemptId: "attempt" };
        return {
          calls: [{ verb: "receive", queue, how }],
          check: async ([received]) => {
            const again = await replicas.now.receive(queue, how);
            expect(texts(again)).toEqual(["a", "b"]);
            if (received) expect(receipts(again)).toEqual(received.receipts);
            expect(texts(await replicas.now.receive(queue, TEN))).toEqual(["d"]);
            const rest = await left(queue, [...BODIES, "d"]);
            expect(rest.filter((body) => body !== "d")).toEqual(BODIES);
            expect(rest).toHaveLength(BODIES.length + 1);
          },
        };
      });
    });

    it("has removed all that it was answered for, or nothing, and the group goes on in its order", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = await filled();
        const received = await replicas.now.receive(queue, { ...TEN, max: 2 });
        return {
          calls: [{ verb: "remove", queue, receipts: receipts(received) }],
          check: async ([removed]) => {
            const rest = await left(queue, ["c"]);
            expect(removed ? [["c"]] : [["c"], BODIES]).toContainEqual(rest);
          },
        };
      });
    });

    it("has sent, received and removed what it was answered for, in order", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = newFifoQueue();
        const calls: Call[] = [
          { verb: "send", queue, messages: BODIES.map((body) => textMessage(body)) },
          { verb: "receive", queue, how: { ...TEN, max: 2 } },
          { verb: "remove", queue },
        ];
        return {
          calls,
          check: async ([sent, , removed]) => {
            const rest = await left(queue, sent ? ["c"] : []);
            expect(removed ? [["c"]] : [["c"], BODIES, ...(sent ? [] : [[]])]).toContainEqual(rest);
          },
        };
      });
    });

    it("has changed the visibility that it was answered for, and the group goes on in its order", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = await filled();
        const received = await replicas.now.receive(queue, { ...TEN, max: 2 });
        const changes = receipts(received).map((receipt) => ({ receipt, visibilityMs: 0 }));
        return {
          calls: [{ verb: "setVisibility", queue, changes }],
          check: async ([changed]) => {
            const atOnce = texts(await replicas.now.receive(queue, TEN));
            expect(changed ? [BODIES] : [BODIES, []]).toContainEqual(atOnce);
            expect(await left(queue, BODIES)).toEqual(BODIES);
          },
        };
      });
    });

    it("has moved dead letters, or another replica does, each once and in order", async () => {
      await killAtEveryStep(replicas, async () => {
        const dead = newFifoQueue();
        const queue = await filled({ deadLetter: { queue: dead, maxReceives: 1, source: SOURCE } });
        await replicas.now.receive(queue, { ...TEN, visibilityMs: 0 });
        return {
          calls: [{ verb: "receive", queue, how: TEN }],
          check: async ([received]) => {
            expect(received?.texts ?? []).toEqual([]);
            if (!received) expect(await left(queue, [])).toEqual([]);
            expect(await left(dead, BODIES)).toEqual(BODIES);
            expect(await left(queue, [])).toEqual([]);
          },
        };
      });
    });

    it("has moved messages to another queue, or another replica does, each once and in order", async () => {
      await killAtEveryStep(replicas, async () => {
        const [queue, to] = [await filled(), newFifoQueue()];
        return {
          calls: [{ verb: "transfer", queue, to }],
          check: async ([moved]) => {
            if (!moved) await replicas.hourLater.transfer(queue, BODIES.length, () => to);
            expect(await left(to, BODIES)).toEqual(BODIES);
            expect(await left(queue, [])).toEqual([]);
          },
        };
      });
    });

    it.for(["purge", "drop"] as const)(
      "has done all of a %s or nothing, and what is sent afterwards is there",
      async (verb) => {
        await killAtEveryStep(replicas, async () => {
          const queue = await filled();
          await replicas.now.receive(queue, { ...TEN, max: 1 });
          return {
            calls: [{ verb, queue }],
            check: async ([done]) => {
              await replicas.now.send(queue, [inGroup("g", "after")]);
              const rest = await left(queue, ["after"]);
              expect(done ? [["after"]] : [["after"], [...BODIES, "after"]]).toContainEqual(rest);
            },
          };
        });
      },
    );
  });
}
