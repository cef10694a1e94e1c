import { randomBytes, randomInt } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BlobIsMissing, InvalidBlobId, WrongSize } from "../errors.ts";
import type { Objects } from "../port.ts";
import { breakingOff, endless, hanging, inChunks, KIB, listed, MIB, newId, read, sha256, soon } from "./bodies.ts";
import type { ObjectsUnderTest, OpenObjects } from "./under-test.ts";

/** Where adapters begin to do something else: nothing, one byte, the small ones, a block, parts of an upload. */
const SIZES = [0, 1, 1 * KIB, 64 * KIB, 64 * KIB + 1, 256 * KIB, 300_001, 5 * MIB, 5 * MIB + 1, 12 * MIB];
/** Small ones, and such that are being written to the engine already. */
const BROKEN_SIZES = [0, 1 * KIB, 1 * MIB, 11 * MIB];
const LARGEST = 20 * MIB;

export function describePuts(open: OpenObjects): void {
  let engine: ObjectsUnderTest;
  let objects: Objects;
  beforeEach(async () => {
    engine = await open();
    objects = engine.objects;
  });
  afterEach(() => engine.close());

  const expectNothing = async (id: string): Promise<void> => {
    await expect(objects.get(id)).rejects.toThrow(BlobIsMissing);
    expect(await listed(objects, { before: soon() })).toEqual([]);
  };

  describe("a put", () => {
    test.each(SIZES)("of %i bytes is read back as it was, also when the objects are opened again", async (size) => {
      const bytes = randomBytes(size);
      const [whole, streamed, announced] = [newId(), newId(), newId()];
      const puts = [
        objects.put(whole, bytes),
        objects.put(streamed, inChunks(bytes)),
        objects.put(announced, inChunks(bytes), { sizeHint: size }),
      ];
      expect(await Promise.all(puts)).toEqual([{ size }, { size }, { size }]);
      for (const id of [whole, streamed, announced]) expect(sha256(await read(objects, id))).toBe(sha256(bytes));
      objects = await engine.reopen();
      for (const id of [whole, streamed, announced]) expect(sha256(await read(objects, id))).toBe(sha256(bytes));
    });

    test("among others of any size at the same time has its own bytes", async () => {
      const bodies = Array.from({ length: 24 }, (_, index) => ({
        id: newId(),
        bytes: randomBytes(index % 2 === 0 ? randomInt(40 * KIB) : randomInt(LARGEST / 4)),
      }));
      bodies.push({ id: newId(), bytes: randomBytes(LARGEST) });
      await Promise.all(bodies.map(({ id, bytes }, index) => objects.put(id, index % 3 ? inChunks(bytes) : bytes)));
      const hashes = await Promise.all(bodies.map(async ({ id }) => sha256(await read(objects, id))));
      expect(hashes).toEqual(bodies.map(({ bytes }) => sha256(bytes)));
    });

    test("of many tiny chunks has all of them in their order", async () => {
      const bytes = randomBytes(100_000);
      const id = newId();
      const tiny = async function* (): AsyncGenerator<Uint8Array> {
        for (let position = 0; position < bytes.length; position += 7) yield bytes.subarray(position, position + 7);
      };
      expect(await objects.put(id, tiny())).toEqual({ size: bytes.length });
      expect(sha256(await read(objects, id))).toBe(sha256(bytes));
    });

    test("can be made again with the same bytes", async () => {
      for (const size of [1 * KIB, 1 * MIB]) {
        const [id, bytes] = [newId(), randomBytes(size)];
        await objects.put(id, bytes);
        await objects.put(id, bytes);
        expect(sha256(await read(objects, id))).toBe(sha256(bytes));
      }
    });

    test.each(BROKEN_SIZES)(
      "whose body fails after %i bytes rejects with its error and leaves nothing",
      async (size) => {
        const id = newId();
        const error = new Error("the client went away");
        await expect(objects.put(id, breakingOff(size, error))).rejects.toBe(error);
        await expect(objects.put(id, breakingOff(size, error), { sizeHint: 12 * MIB })).rejects.toBe(error);
        await expectNothing(id);
      },
    );

    test.each(BROKEN_SIZES)("that is aborted while its body hangs after %i bytes leaves nothing", async (size) => {
      for (const how of [{}, { sizeHint: 12 * MIB }]) {
        const id = newId();
        const [abort, reason] = [new AbortController(), new Error("aborted by the test")];
        const body = hanging(size, () => abort.abort(reason));
        await expect(objects.put(id, body, { ...how, signal: abort.signal })).rejects.toBe(reason);
        await expectNothing(id);
      }
    });

    test("that was aborted before it began reads nothing of its body", async () => {
      const id = newId();
      let chunks = 0;
      const body = endless((count) => {
        chunks = count;
      });
      const signal = AbortSignal.abort(new Error("aborted by the test"));
      await expect(objects.put(id, body, { signal })).rejects.toThrow("aborted by the test");
      await expect(objects.put(id, randomBytes(10), { signal })).rejects.toThrow("aborted by the test");
      expect(chunks).toBe(0);
      await expectNothing(id);
    });

    test("that fails lets its body end", async () => {
      const abort = new AbortController();
      let ended = false;
      const body = async function* (): AsyncGenerator<Uint8Array> {
        try {
          yield* endless((count) => {
            if (count === 20) abort.abort(new Error("aborted by the test"));
          });
        } finally {
          ended = true;
        }
      };
      await expect(objects.put(newId(), body(), { signal: abort.signal })).rejects.toThrow("aborted by the test");
      expect(ended).toBe(true);
    });

    test.each([
      [1 * KIB, 1 * KIB - 1],
      [1 * KIB, 1 * KIB + 1],
      [1 * MIB, 10],
      [1 * MIB, 1 * MIB - 1],
      [1 * MIB, 1 * MIB + 1],
    ])("of %i bytes of which %i were announced is refused and leaves nothing", async (size, sizeHint) => {
      const id = newId();
      await expect(objects.put(id, inChunks(randomBytes(size)), { sizeHint })).rejects.toThrow(WrongSize);
      await expect(objects.put(id, randomBytes(size), { sizeHint })).rejects.toThrow(WrongSize);
      await expectNothing(id);
    });

    test.each([
      "",
      "a",
      "../../etc/passwd",
      "..",
      "A".repeat(25),
      "A".repeat(27),
      `${"A".repeat(24)}/B`,
      "a".repeat(26),
      `${"A".repeat(26)}-`,
      `${"A".repeat(26)}-../s3`,
      `${"A".repeat(26)}-S3`,
    ])("under the id %j is refused, as is every other verb", async (id) => {
      await expect(objects.put(id, randomBytes(1))).rejects.toThrow(InvalidBlobId);
      await expect(objects.get(id)).rejects.toThrow(InvalidBlobId);
      await expect(objects.remove([newId(), id])).rejects.toThrow(InvalidBlobId);
    });
  });
}
