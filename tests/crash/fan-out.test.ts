import { connectSkylab } from "@skylab/testkit";
import { expect, it } from "vitest";
import { GROUPS, startFanOut } from "../sns/fan-out-load.ts";
import { useMortalSkylab } from "../use-skylab.ts";

const KILLS = 4;
/** Published between two kills, so that each comes upon a product that hands messages over. */
const PUBLISHED_BETWEEN = 400;
const MINUTE_MS = 60_000;

const mortal = useMortalSkylab();

it(
  "every queue of a topic gets every message, and those of FIFO topics in order and once, though Skylab is killed again and again",
  { timeout: 8 * MINUTE_MS },
  async () => {
    const load = await startFanOut(connectSkylab(mortal.skylab().url));
    for (let kill = 0; kill < KILLS; kill += 1) {
      await load.published(PUBLISHED_BETWEEN);
      await mortal.killAndRestart();
    }
    await load.published(PUBLISHED_BETWEEN);
    for (const { queue, missing, published, bodies } of await load.finish()) {
      expect(missing).toEqual([]);
      expect(published).toBeGreaterThan(KILLS);
      if (queue === "fifo") for (const group of GROUPS) expectInOrder(bodies.filter((body) => body.startsWith(group)));
    }
  },
);

function expectInOrder(bodies: readonly string[]): void {
  const numbers = bodies.map((body) => Number(body.split("/")[1]));
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers).toEqual(Array.from(numbers, (_, at) => at));
}
