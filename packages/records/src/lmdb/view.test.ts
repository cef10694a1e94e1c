import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Store, storedKey } from "./layout.ts";
import { type Overlay, overlayOn, type View, viewOf } from "./view.ts";
import { writeToStore } from "./writer.ts";

const SPACE = 16;
const KEYS = Array.from({ length: 12 }, (_, index) => storedKey(SPACE, Uint8Array.of(index * 20, index)));

const keyAt = (index: number): Buffer => KEYS[index] ?? Buffer.of();

/** A permutation of the steps 0 … count-1 that is the same at every run. */
const shuffled = (count: number, seed: number): number[] =>
  Array.from({ length: count }, (_, step) => (step * 7919 + seed * 104_729) % 1009);

function eachRange<T>(visit: (first: number, end: number, reverse: boolean) => T): T[] {
  const numbers = Array.from(KEYS.keys());
  return numbers.flatMap((first) =>
    numbers.slice(first).flatMap((end) => [false, true].map((reverse) => visit(first, end, reverse))),
  );
}

const spelled = (key: Buffer, value: string): string => `${key.toString("hex")}=${value}`;

function rangesOf(view: View): string[] {
  return eachRange((first, end, reverse) => {
    const bounds = { from: keyAt(first), to: keyAt(end), reverse };
    return Array.from(view.entries(bounds), ({ key, value }) => spelled(key, value.toString())).join(" ");
  });
}

function rangesOfModel(records: ReadonlyMap<number, string>): string[] {
  return eachRange((first, end, reverse) => {
    const within = [...records].filter(([index]) => index >= first && index < end).toSorted(([a], [b]) => a - b);
    const entries = within.map(([index, value]) => spelled(keyAt(index), value));
    return (reverse ? entries.toReversed() : entries).join(" ");
  });
}

describe("an overlay", () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-view-"));
    store = open({ path: folder, encoding: "binary", keyEncoding: "binary", overlappingSync: false });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  test("over an overlay over the store reads as if everything were written, in every range and direction", async () => {
    const records = new Map<number, string>();
    const write = (overlay: Overlay, seed: number): void => {
      for (const step of shuffled(10, seed)) {
        const index = step % KEYS.length;
        const key = keyAt(index);
        if (step % 3 === 0) {
          overlay.remove(key);
          records.delete(index);
        } else {
          overlay.put(key, Buffer.from(`${seed}:${step}`));
          records.set(index, `${seed}:${step}`);
        }
      }
    };
    for (let seed = 0; seed < 30; seed++) {
      const lower = overlayOn(viewOf(store));
      write(lower, 2 * seed);
      const upper = overlayOn(lower);
      write(upper, 2 * seed + 1);
      expect(rangesOf(upper)).toEqual(rangesOfModel(records));
      expect(KEYS.map((key) => upper.get(key)?.toString())).toEqual(KEYS.map((_, index) => records.get(index)));
      await writeToStore(store, lower);
      upper.rebase(viewOf(store));
      expect(rangesOf(upper)).toEqual(rangesOfModel(records));
      await writeToStore(store, upper);
      expect(rangesOf(viewOf(store))).toEqual(rangesOfModel(records));
    }
  });

  test("does not see the records of other spaces", () => {
    const overlay = overlayOn(viewOf(store));
    overlay.put(storedKey(SPACE + 1, Buffer.of()), Buffer.from("other"));
    overlay.put(storedKey(SPACE, Buffer.of()), Buffer.from("own"));
    const bounds = { from: storedKey(SPACE, Buffer.of()), to: storedKey(SPACE + 1, Buffer.of()) };
    expect(Array.from(overlay.entries(bounds), ({ value }) => value.toString())).toEqual(["own"]);
  });

  test("gives copies, so that nobody can change what waits to be written", () => {
    const overlay = overlayOn(viewOf(store));
    const key = storedKey(SPACE, Buffer.from("key"));
    overlay.put(key, Buffer.from("value"));
    overlay.get(key)?.fill(0);
    for (const entry of overlay.entries({ from: key, to: storedKey(SPACE + 1, Buffer.of()) })) entry.value.fill(0);
    expect(overlay.get(key)?.toString()).toBe("value");
  });
});
