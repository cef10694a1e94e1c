import { randomIds } from "@skylab/aws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { message, newQueue, receipts, TEN, text, texts } from "../contract/queue.ts";
import type { Queue } from "../port.ts";
import { ENGINES, WHY_NOT } from "./engines-under-test.ts";
import type { TextMessage } from "./step-calls.ts";
import { drain, killAtEveryStep, openReplicas, type Replicas } from "./step-replicas.ts";

const TIMEOUT_MS = 300_000;
const MINUTE_MS = 60_000;
const TWO_HOURS_MS = 120 * MINUTE_MS;
const SOURCE = "arn:aws:sqs:us-east-1:000000000000:source";
const BODIES = ["a", "b"];

const textMessage = (body: string, delayMs = 0): TextMessage => ({ id: randomIds.uuid(), text: body, delayMs });
const without = (bodies: readonly string[], others: readonly string[] = []): string[] =>
  bodies.filter((body) => !others.includes(body));

if (ENGINES) describeSteps(ENGINES);
else describe("RabbitMQ: a process killed between two steps on a standard queue", () => it.skip(WHY_NOT));

function describeSteps(engines: NonNullable<typeof ENGINES>): void {
  describe("RabbitMQ: a process killed between two steps on a standard queue", { timeout: TIMEOUT_MS }, () => {
    let replicas: Replicas;
    beforeAll(async () => {
      replicas = await openReplicas(engines);
    });
    afterAll(() => replicas.close());

    /** A queue with messages that wait. */
    const filled = async (settings: Partial<Queue> = {}): Promise<Queue> => {
      const queue = newQueue(settings);
      await replicas.now.send(
        queue,
        BODIES.map((body) => message(body)),
      );
      return queue;
    };
    /** All of `must` come, and none but those of `may`. */
    const expectLeft = async (queue: Queue, must: readonly string[], may: readonly string[] = must): Promise<void> => {
      const left = await drain(replicas, queue, { awaited: must });
      expect(without(left, may)).toEqual([]);
    };

    it("has sent what it was answered for", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = newQueue();
        return {
          calls: BODIES.map((body) => ({ verb: "send", queue, messages: [textMessage(body)] })),
          check: ({ length }) => expectLeft(queue, BODIES.slice(0, length), BODIES),
        };
      });
    });

    it("has sent with a delay what it was answered for, and not without", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = newQueue();
        const messages = [textMessage("at once"), textMessage("late", MINUTE_MS)];
        return {
          calls: [{ verb: "send", queue, messages }],
          check: async ({ length }) => {
            const early = texts(await replicas.now.receive(queue, TEN));
            expect(without(early, ["at once"])).toEqual([]);
            const both = ["at once", "late"];
            await expectLeft(queue, length > 0 ? both : [], both);
          },
        };
      });
    });

    it("has hidden what it received, until the visibility timeout ends", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = await filled();
        return {
          calls: [{ verb: "receive", queue, how: { ...TEN, max: 1 } }],
          check: async ([received]) => {
            const others = texts(await replicas.now.receive(queue, TEN));
            expect(others.filter((body) => received?.texts.includes(body))).toEqual([]);
            await expectLeft(queue, BODIES);
          },
        };
      });
    });

    it("has removed what it was answered for", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = await filled();
        const received = await replicas.now.receive(queue, { ...TEN, max: 1 });
        const rest = without(BODIES, texts(received));
        return {
          calls: [{ verb: "remove", queue, receipts: receipts(received) }],
          check: ([removed]) => {
            if (removed) replicas.removed.set(queue, texts(received));
            return expectLeft(queue, rest, removed ? rest : BODIES);
          },
        };
      });
    });

    it("has sent, received and removed what it was answered for", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = newQueue();
        return {
          calls: [
            { verb: "send", queue, messages: BODIES.map((body) => textMessage(body)) },
            { verb: "receive", queue, how: { ...TEN, max: 1 } },
            { verb: "remove", queue },
          ],
          check: ([sent, received, removed]) => {
            if (removed) replicas.removed.set(queue, [...(received?.texts ?? [])]);
            const rest = without(BODIES, received?.texts);
            return expectLeft(queue, sent ? rest : [], removed ? rest : BODIES);
          },
        };
      });
    });

    it("has changed the visibility that it was answered for", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = await filled();
        const [first, second] = await replicas.now.receive(queue, { ...TEN, max: 2 });
        const changes = [
          { receipt: first?.receipt ?? "", visibilityMs: 0 },
          { receipt: second?.receipt ?? "", visibilityMs: TWO_HOURS_MS },
        ];
        return {
          calls: [{ verb: "setVisibility", queue, changes }],
          check: async ([changed]) => {
            const atOnce = texts(await replicas.now.receive(queue, TEN));
            const hourLater = texts(await replicas.hourLater.receive(queue, { ...TEN, visibilityMs: 0 }));
            if (changed) {
              expect(atOnce).toContain(first && text(first));
              expect(hourLater).not.toContain(second && text(second));
            }
            const left = await drain(replicas, queue, { awaited: BODIES, by: replicas.dayLater });
            expect(without(left, BODIES)).toEqual([]);
          },
        };
      });
    });

    it("has moved dead letters, or another replica does", async () => {
      await killAtEveryStep(replicas, async () => {
        const dead = newQueue();
        const queue = await filled({ deadLetter: { queue: dead, maxReceives: 1, source: SOURCE } });
        await replicas.now.receive(queue, { ...TEN, visibilityMs: 0 });
        return {
          calls: [{ verb: "receive", queue, how: TEN }],
          check: async ([received]) => {
            expect(received?.texts ?? []).toEqual([]);
            if (!received) expect(await drain(replicas, queue, { awaited: [] })).toEqual([]);
            await expectLeft(dead, BODIES);
            expect(await drain(replicas, queue, { awaited: [] })).toEqual([]);
          },
        };
      });
    });

    it("has moved messages to another queue, or another replica does", async () => {
      await killAtEveryStep(replicas, async () => {
        const [queue, to] = [await filled(), newQueue()];
        return {
          calls: [{ verb: "transfer", queue, to }],
          check: async ([moved]) => {
            const complete = async (): Promise<unknown> => {
              await replicas.hourLater.transfer(queue, BODIES.length, () => to);
              return replicas.hourLater.counts(queue);
            };
            if (!moved) await expect.poll(complete).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
            await expectLeft(to, BODIES);
            expect(await drain(replicas, queue, { awaited: [] })).toEqual([]);
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
              await replicas.now.send(queue, [message("after")]);
              const left = await drain(replicas, queue, { awaited: ["after"] });
              expect(done ? [1] : [1, 1 + BODIES.length]).toContain(left.length);
            },
          };
        });
      },
    );

    it("has changed nothing when it looked", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = await filled();
        return {
          calls: [{ verb: "peek", queue }],
          check: () => expectLeft(queue, BODIES),
        };
      });
    });

    it("has deleted what is too old, and nothing else", async () => {
      await killAtEveryStep(replicas, async () => {
        const queue = newQueue({ retentionMs: 30 * MINUTE_MS });
        const old = BODIES.map((body) => message(body));
        await replicas.hourEarlier.send(queue, old);
        // A deleted message is remembered, which expire ends.
        const removed = await replicas.hourEarlier.receive(queue, { ...TEN, max: 1 });
        await replicas.hourEarlier.remove(queue, receipts(removed));
        return {
          calls: [
            { verb: "expire", queue },
            { verb: "send", queue, messages: [textMessage("young")] },
          ],
          check: async ([, sent]) => {
            const left = await drain(replicas, queue, { awaited: sent ? ["young"] : [], by: replicas.now });
            expect(without(left, ["young"])).toEqual([]);
          },
        };
      });
    });
  });
}
