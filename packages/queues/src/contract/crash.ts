import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Queue, Queues } from "../port.ts";
import { CRASH_FIFO, CRASH_STANDARD, type CrashEvent } from "./crash-load.ts";
import { receipts, text } from "./queue.ts";

export type CrashEngine = {
  /** Starts a process that runs `loadUntilKilled` with bodies numbered from `from`. */
  readonly startLoad: (from: number) => ChildProcess;
  /** Opens the same data in this process, two days later: nothing is in flight any more. */
  readonly open: () => Promise<Queues>;
  readonly cleanUp: () => Promise<void>;
};

const CRASHES = 10;
/** A process is killed after so many answers, a different number each time. */
const LEAST_ANSWERS = 30;
const ANSWERS_STEP = 37;
const BODIES_PER_ROUND = 1_000_000;
/** Engines notice within milliseconds that a process is gone, and on a busy machine somewhat later. */
const SETTLING_MS = 30_000;
const MANY_STARTS_MS = 300_000;

/** What must hold after a process that used the engine was killed, ten times at different moments. */
export function describeCrash(name: string, prepare: () => Promise<CrashEngine>): void {
  describe(`${name}: after ${CRASHES} kills under load`, () => {
    const events: CrashEvent[] = [];
    const left = new Map<string, string[]>();
    let engine: CrashEngine;
    beforeAll(async () => {
      engine = await prepare();
      for (let round = 0; round < CRASHES; round += 1) {
        const answers = LEAST_ANSWERS + ((round * ANSWERS_STEP) % 200);
        events.push(...(await loadAndKill(engine.startLoad(round * BODIES_PER_ROUND), answers)));
      }
      const queues = await engine.open();
      for (const queue of [CRASH_STANDARD, CRASH_FIFO]) left.set(queue.id, await drain(queues, queue, awaited(queue)));
      await queues.close();
    }, MANY_STARTS_MS);
    afterAll(() => engine.cleanUp());

    const bodies = (event: CrashEvent["event"]): string[] =>
      events.filter((other) => other.event === event).map(({ body }) => body);
    /** Sent, and not begun to be removed. */
    const kept = (): string[] => {
      const removing = new Set(bodies("removing"));
      return bodies("sent").filter((body) => !removing.has(body));
    };
    const awaited = ({ id }: Queue): string[] => kept().filter((body) => body.startsWith(`${id}/`));
    const all = (): string[] => [...left.values()].flat();

    it("was loaded", () => {
      expect(bodies("sent").length).toBeGreaterThan(CRASHES * LEAST_ANSWERS);
      expect(bodies("removed").length).toBeGreaterThan(CRASHES);
    });

    it("holds every message whose sending was answered and whose removal was not begun", () => {
      const held = new Set(all());
      expect(kept().filter((body) => !held.has(body))).toEqual([]);
    });

    it("holds none whose removal was answered", () => {
      const removed = new Set(bodies("removed"));
      expect(all().filter((body) => removed.has(body))).toEqual([]);
    });

    it("holds none twice, and none that nobody sent", () => {
      const sending = new Set(bodies("sending"));
      expect(all().filter((body) => !sending.has(body))).toEqual([]);
      expect(new Set(all()).size).toBe(all().length);
    });

    it("holds the messages of each FIFO group in the order in which they were sent", () => {
      const drained = left.get(CRASH_FIFO.id) ?? [];
      for (const group of new Set(drained.map(groupOf))) {
        const numbers = drained.filter((body) => groupOf(body) === group).map(numberOf);
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }
    });
  });
}

const groupOf = (body: string): string => body.slice(0, body.lastIndexOf("/"));
const numberOf = (body: string): number => Number(body.slice(body.lastIndexOf("/") + 1));

/** Kills the process the moment it has told so many answers; what it told until then is the truth. */
async function loadAndKill(process: ChildProcess, answers: number): Promise<CrashEvent[]> {
  const events: CrashEvent[] = [];
  let answered = 0;
  if (!process.stdout) throw new Error("the process must have a pipe for its output");
  for await (const line of createInterface({ input: process.stdout })) {
    const event = JSON.parse(line) as CrashEvent; // our own process wrote it
    events.push(event);
    if (event.event === "sent" || event.event === "removed") answered += 1;
    if (answered === answers) process.kill("SIGKILL");
  }
  return events;
}

/** Receives all that there is, until what must come has come: an engine takes its time to see that a process is gone. */
async function drain(queues: Queues, queue: Queue, awaited: readonly string[]): Promise<string[]> {
  const drained: string[] = [];
  const receiveAll = async (): Promise<string[]> => {
    for (;;) {
      const received = await queues.receive(queue, { max: 10, waitMs: 0, visibilityMs: 60_000 });
      if (received.length === 0) return drained;
      drained.push(...received.map(text));
      await queues.remove(queue, receipts(received));
    }
  };
  const deadline = performance.now() + SETTLING_MS;
  while (!isSuperset(await receiveAll(), awaited) && performance.now() < deadline) await new Promise(setImmediate);
  return drained;
}

const isSuperset = (bodies: readonly string[], others: readonly string[]): boolean => {
  const all = new Set(bodies);
  return others.every((body) => all.has(body));
};
