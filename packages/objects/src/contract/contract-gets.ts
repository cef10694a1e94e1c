import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BlobIsMissing } from "../errors.ts";
import type { Objects } from "../port.ts";
import { bytesOf, KIB, MIB, newId, read, sha256 } from "./bodies.ts";
import type { ObjectsUnderTest, OpenObjects } from "./under-test.ts";

const SIZES = [0, 1, 1 * KIB, 100 * KIB, 256 * KIB, 3 * MIB];

export function describeGets(open: OpenObjects): void {
  let engine: ObjectsUnderTest;
  let objects: Objects;
  beforeEach(async () => {
    engine = await open();
    objects = engine.objects;
  });
  afterEach(() => engine.close());

  describe("a get", () => {
    test("of a blob that was never put rejects with BlobIsMissing, with a range, too", async () => {
      await expect(objects.get(newId())).rejects.toThrow(BlobIsMissing);
      await expect(objects.get(newId(), { start: 0, end: 0 })).rejects.toThrow(BlobIsMissing);
      await expect(objects.get(newId(), { start: 10, end: 20 })).rejects.toThrow(BlobIsMissing);
    });

    test.each(SIZES)("of ranges of %i bytes has these bytes, and none where there are none", async (size) => {
      const [id, bytes] = [newId(), randomBytes(size)];
      await objects.put(id, bytes);
      const ranges = [
        [0, 0],
        [0, size],
        [0, 1],
        [size - 1, size],
        [size, size + 10],
        [size + 5, size + 10],
        [0, size + 100],
        [size / 2, Number.MAX_SAFE_INTEGER],
        ...Array.from({ length: 8 }, () => [randomInt(size + 1), randomInt(size + 1)].toSorted((a, b) => a - b)),
      ].map(([start = 0, end = 0]) => ({ start: Math.max(0, Math.floor(start)), end }));
      for (const range of ranges)
        expect(sha256(await read(objects, id, range))).toBe(sha256(bytes.subarray(range.start, range.end)));
    });

    test("many times at once has the bytes each time", async () => {
      const [id, bytes] = [newId(), randomBytes(2 * MIB)];
      await objects.put(id, bytes);
      const hashes = await Promise.all(Array.from({ length: 20 }, async () => sha256(await read(objects, id))));
      expect(new Set(hashes)).toEqual(new Set([sha256(bytes)]));
    });

    test("of a blob that is removed meanwhile has all of its bytes, or ends with an error", async () => {
      const [id, bytes] = [newId(), randomBytes(8 * MIB)];
      await objects.put(id, bytes);
      const stream = await objects.get(id);
      const [outcome] = await Promise.allSettled([bytesOf(stream), objects.remove([id])]);
      if (outcome.status === "fulfilled") expect(sha256(outcome.value)).toBe(sha256(bytes));
      await expect(objects.get(id)).rejects.toThrow(BlobIsMissing);
    });

    test("whose reader is slow, or goes away, holds nobody up", async () => {
      const [id, bytes] = [newId(), randomBytes(4 * MIB)];
      await objects.put(id, bytes);
      const streams = await Promise.all(Array.from({ length: 40 }, () => objects.get(id)));
      expect(sha256(await read(objects, id))).toBe(sha256(bytes));
      const [kept, ...left] = streams;
      const closed = left.map((stream) => once(stream, "close"));
      for (const stream of left) stream.destroy();
      await Promise.all(closed);
      expect(kept && sha256(await bytesOf(kept))).toBe(sha256(bytes));
    });

    test("that is being read when the objects are closed is cut off", async () => {
      const id = newId();
      await objects.put(id, randomBytes(8 * MIB));
      const stream = await objects.get(id);
      await Promise.all([expect(bytesOf(stream)).rejects.toThrow("closed"), objects.close()]);
      await expect(objects.get(id)).rejects.toThrow("closed");
      await expect(objects.put(id, randomBytes(1))).rejects.toThrow("closed");
      await expect(objects.ping()).rejects.toThrow("closed");
    });
  });
}
