import { randomBytes } from "node:crypto";
import { randomIds } from "@skylab/aws";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newBlobId } from "../blob-id.ts";
import { BlobIsMissing } from "../errors.ts";
import type { Objects } from "../port.ts";
import { KIB, listed, newId, read, soon } from "./bodies.ts";
import type { ObjectsUnderTest, OpenObjects } from "./under-test.ts";

/** More than a page of a listing has anywhere. */
const MANY = 1100;

export function describeLists(open: OpenObjects): void {
  let engine: ObjectsUnderTest;
  let objects: Objects;
  beforeEach(async () => {
    engine = await open();
    objects = engine.objects;
  });
  afterEach(() => engine.close());

  const fill = async (count: number, size: number): Promise<readonly string[]> => {
    const ids = Array.from({ length: count }, newId);
    await Promise.all(ids.map((id) => objects.put(id, randomBytes(size))));
    return ids;
  };

  describe("a remove", () => {
    test("takes these blobs and no others, and knows no error for what is not there", async () => {
      const [small, large] = [await fill(3, 1 * KIB), await fill(3, 100 * KIB)];
      const gone = [...small.slice(1), ...large.slice(1)];
      await objects.remove([newId(), ...gone]);
      await objects.remove(gone);
      await objects.remove([]);
      for (const id of gone) await expect(objects.get(id)).rejects.toThrow(BlobIsMissing);
      expect(await listed(objects, { before: soon() })).toEqual(
        [...small.slice(0, 1), ...large.slice(0, 1)].toSorted(),
      );
      objects = await engine.reopen();
      for (const id of gone) await expect(objects.get(id)).rejects.toThrow(BlobIsMissing);
      expect(await read(objects, small[0] ?? "")).toHaveLength(1 * KIB);
    });

    test("takes more than a thousand at once", async () => {
      const ids = await fill(MANY, 100);
      await objects.remove(ids);
      expect(await listed(objects, { before: soon() })).toEqual([]);
    });
  });

  describe("a list", () => {
    test("has every blob once, small and large, over all of its pages", async () => {
      const ids = [...(await fill(MANY, 100)), ...(await fill(70, 70 * KIB))];
      expect(await listed(objects, { before: soon() })).toEqual(ids.toSorted());
    });

    test("has blobs whose ids name their collectors, small and large, as it has others", async () => {
      const ids = [100, 100 * KIB].flatMap((size) =>
        ["s3", undefined].map((by) => ({ size, id: newBlobId(randomIds, by) })),
      );
      for (const { id, size } of ids) await objects.put(id, randomBytes(size));
      for (const { id, size } of ids) expect(await read(objects, id)).toHaveLength(size);
      expect(await listed(objects, { before: soon() })).toEqual(ids.map(({ id }) => id).toSorted());
    });

    test("has no blob that was written later than it asks for", async () => {
      const earlier = Date.now() - 3_600_000;
      const ids = [...(await fill(2, 100)), ...(await fill(2, 100 * KIB))];
      expect(await listed(objects, { before: earlier })).toEqual([]);
      expect(await listed(objects, { before: soon() })).toEqual(ids.toSorted());
    });

    test("of nothing is empty", async () => {
      expect(await listed(objects, { before: soon() })).toEqual([]);
    });
  });

  describe("a ping", () => {
    test("is answered", async () => {
      expect(await objects.ping()).toBeUndefined();
    });
  });
}
