import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";

const MEGABYTE = Buffer.alloc(1024 * 1024, "x");
const MEGABYTES = 600;

/** What a test sends to see that nobody holds it. */
export const LARGE_BYTES = MEGABYTES * MEGABYTE.length;

/** The whole may not be in memory: the process of a test is client, gateway and replica together. */
export const MAX_GROWTH_BYTES = 360 * 1024 * 1024;

/** SHA-256 of all of it. */
export const DIGEST = digest();

/** A stream of 600 MB that watches how much memory is in use meanwhile. */
export type LargeSource = {
  readonly stream: Readable;
  readonly growth: () => number;
  /** Resolves when nobody takes any more. */
  readonly stalled: () => Promise<void>;
};

/** Turns of the event loop without a chunk, after which nothing more comes. */
const STALLED_TURNS = 200;

export function largeSource(): LargeSource {
  const before = process.memoryUsage().rss;
  let peak = before;
  let produced = 0;
  const chunks = function* (): Generator<Buffer> {
    for (let i = 0; i < MEGABYTES; i += 1) {
      peak = Math.max(peak, process.memoryUsage().rss);
      produced += 1;
      yield MEGABYTE;
    }
  };
  const stalled = async (): Promise<void> => {
    for (let turns = 0, seen = -1; turns < STALLED_TURNS; turns = produced === seen ? turns + 1 : 0) {
      seen = produced;
      await setImmediate();
    }
  };
  return { stream: Readable.from(chunks(), { highWaterMark: 1 }), growth: () => peak - before, stalled };
}

function digest(): string {
  const hash = createHash("sha256");
  for (let i = 0; i < MEGABYTES; i += 1) hash.update(MEGABYTE);
  return hash.digest("hex");
}
