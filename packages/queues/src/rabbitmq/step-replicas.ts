import { movableClock, randomIds } from "@skylab/aws";
import { expect, vi } from "vitest";
import { receipts, TEN, texts } from "../contract/queue.ts";
import type { Queue, Queues } from "../port.ts";
import { atEveryStep, type Place, type Trial } from "./at-every-step.ts";
import { deleteAll, type ENGINES, newPrefix } from "./engines-under-test.ts";
import { openRabbitQueues } from "./index.ts";

const HOUR_MS = 3_600_000;
const NO_MESSAGES = { visible: 0, inFlight: 0, delayed: 0 };
/** Engines notice within milliseconds that a process is gone. */
const SETTLING = { timeout: 60_000, interval: 20 };

/** Replicas that live on while processes are killed beside them, each with a clock of its own. */
export type Replicas = {
  readonly place: Place;
  readonly hourEarlier: Queues;
  /** At the time of the processes: it prepares their queues, and knows them from before. */
  readonly now: Queues;
  /** When what a process received or delayed is visible. */
  readonly hourLater: Queues;
  readonly dayLater: Queues;
  /** The messages whose removal was answered, to a process or to `drain`. */
  readonly removed: Map<Queue, string[]>;
  readonly close: () => Promise<void>;
};

export async function openReplicas(engines: NonNullable<typeof ENGINES>): Promise<Replicas> {
  const place = { ...engines, prefix: newPrefix(), now: Date.now() };
  const open = (ms: number): Promise<Queues> => {
    const clock = movableClock();
    clock.set(place.now + ms);
    return openRabbitQueues({ ...engines, prefix: place.prefix, clock, ids: randomIds });
  };
  const [hourEarlier, now, hourLater, dayLater] = await Promise.all([
    open(-HOUR_MS),
    open(0),
    open(HOUR_MS),
    open(24 * HOUR_MS),
  ]);
  return {
    place,
    hourEarlier,
    now,
    hourLater,
    dayLater,
    removed: new Map(),
    close: async () => {
      await Promise.all([hourEarlier, now, hourLater, dayLater].map((replica) => replica.close()));
      await deleteAll(place.prefix, engines);
    },
  };
}

/** Kills processes that do the trial, one at every step of it; at the end nothing may rise that was removed. */
export async function killAtEveryStep(replicas: Replicas, prepare: () => Promise<Trial>): Promise<void> {
  const { place, dayLater, removed } = replicas;
  removed.clear();
  const kills = await atEveryStep(place, prepare);
  expect(kills).toBeGreaterThan(0);
  let doubled = 0;
  for (const [queue, bodies] of removed) {
    const later = texts(await dayLater.receive(queue, TEN));
    expect(later.filter((body) => bodies.includes(body))).toEqual([]);
    doubled += bodies.length - new Set(bodies).size;
  }
  console.log(`${expect.getState().currentTestName}: ${kills} kills, ${doubled} messages doubled`);
}

/**
 * Receives and removes until all came that must be there, and nothing is left; resolves to the messages in the order in
 * which they came. An hour has passed, or whatever is said.
 */
export async function drain(
  { hourLater, removed }: Replicas,
  queue: Queue,
  { awaited, by = hourLater }: { readonly awaited: readonly string[]; readonly by?: Queues },
): Promise<readonly string[]> {
  const seen: string[] = [];
  await vi.waitFor(async () => {
    for (let more = true; more;) {
      const received = await by.receive(queue, TEN);
      await by.remove(queue, receipts(received));
      seen.push(...texts(received));
      more = received.length > 0;
    }
    expect(seen).toEqual(expect.arrayContaining([...awaited]));
    expect(await by.counts(queue)).toEqual(NO_MESSAGES);
  }, SETTLING);
  removed.set(queue, [...(removed.get(queue) ?? []), ...seen]);
  return seen;
}
