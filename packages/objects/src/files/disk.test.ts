import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { breakingOff, inChunks, KIB, listed, MIB, newId, read, sha256, soon } from "../contract/bodies.ts";
import { BlobIsMissing, OutOfSpace } from "../errors.ts";
import { openFileObjects } from "./objects.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "skylab.objects-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("objects that are opened", () => {
  test("throw away what a crash left half written", async () => {
    const id = newId();
    await mkdir(join(folder, "incoming"));
    await writeFile(join(folder, "incoming", `${id}.0`), randomBytes(1 * MIB));
    const objects = await openFileObjects({ folder, durability: "durable" });
    expect(await readdir(join(folder, "incoming"))).toEqual([]);
    await expect(objects.get(id)).rejects.toThrow(BlobIsMissing);
    await objects.close();
  });

  test("find what was put with the other durability", async () => {
    const blobs = [1 * KIB, 1 * MIB].map((size) => ({ id: newId(), bytes: randomBytes(size) }));
    const fast = await openFileObjects({ folder, durability: "fast" });
    for (const { id, bytes } of blobs) await fast.put(id, bytes);
    await fast.close();
    const durable = await openFileObjects({ folder, durability: "durable" });
    for (const { id, bytes } of blobs) expect(sha256(await read(durable, id))).toBe(sha256(bytes));
    await durable.close();
  });
});

/** The files below the folder that this process has open: https://docs.kernel.org/filesystems/proc.html */
async function openFiles(): Promise<readonly string[]> {
  const numbers = await readdir("/proc/self/fd");
  const paths = await Promise.all(numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => "")));
  return paths.filter((path) => path.startsWith(folder) && !path.includes("/small/"));
}

describe.skipIf(!existsSync("/proc/self/fd"))("files", () => {
  test("are closed when they are written, refused, read or left", async () => {
    const objects = await openFileObjects({ folder, durability: "durable" });
    const id = newId();
    await objects.put(id, inChunks(randomBytes(2 * MIB)));
    await expect(objects.put(newId(), breakingOff(1 * MIB, new Error("the client went away")))).rejects.toThrow();
    await read(objects, id);
    await read(objects, id, { start: 5, end: 10 });
    const left = await objects.get(id);
    expect(await openFiles()).toHaveLength(1);
    left.destroy();
    await once(left, "close");
    expect(await openFiles()).toEqual([]);
    await objects.close();
  });
});

/** A file system of 4 MB in memory, where this process may make one. */
const mountTiny = (path: string): boolean => succeeds("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", path);
const succeeds = (program: string, ...words: readonly string[]): boolean => spawnSync(program, words).status === 0;

describe("a full disk", () => {
  test("refuses blobs, keeps the others, and takes blobs again when there is room", async (context) => {
    if (!mountTiny(folder)) context.skip("nothing can be mounted here");
    const objects = await openFileObjects({ folder, durability: "durable" });
    try {
      const [kept, large, small] = [randomBytes(100 * KIB), randomBytes(1 * MIB), randomBytes(50 * KIB)];
      const [keptId, largeId, next] = [newId(), newId(), newId()];
      await objects.put(keptId, kept);
      await objects.put(largeId, large);
      await expect(objects.put(newId(), inChunks(randomBytes(4 * MIB)))).rejects.toThrow(OutOfSpace);
      await expect(objects.put(newId(), randomBytes(4 * MIB))).rejects.toThrow(OutOfSpace);
      expect(await readdir(join(folder, "incoming"))).toEqual([]);
      const answered: string[] = [keptId, largeId];
      const fill = async (): Promise<never> => {
        for (;;) {
          const id = newId();
          await objects.put(id, small);
          answered.push(id);
        }
      };
      await expect(fill()).rejects.toThrow(OutOfSpace);
      expect(await listed(objects, { before: soon() })).toEqual(answered.toSorted());
      expect(sha256(await read(objects, keptId))).toBe(sha256(kept));
      await objects.remove([largeId]);
      await objects.put(next, small);
      expect(sha256(await read(objects, next))).toBe(sha256(small));
    } finally {
      await objects.close();
      succeeds("umount", folder);
    }
  });
});
