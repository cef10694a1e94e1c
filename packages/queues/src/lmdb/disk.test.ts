import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDisk } from "./disk.ts";

it("what waits behind a transaction that fails, fails with it, and what is asked for later is written", async () => {
  const folder = await mkdtemp(join(tmpdir(), "skylab-disk-"));
  const told: unknown[] = [];
  const disk = openDisk({ folder, durability: "fast", onFailure: (error) => told.push(error) });
  const key = Buffer.from("key");
  const put = (): void => void disk.messages.put(key, Buffer.of(1));
  const waiting: Promise<void>[] = [];
  const failing = disk.write(() => {
    waiting.push(disk.write(put));
    throw new Error("disk full");
  });
  await expect(failing).rejects.toThrow("disk full");
  expect(waiting).toHaveLength(1);
  await expect(waiting[0]).rejects.toThrow("disk full");
  expect(told).toHaveLength(1);
  expect(disk.messages.get(key)).toBeUndefined();
  await disk.write(put);
  expect(disk.messages.get(key)).toEqual(Buffer.of(1));
  await disk.close();
  await rm(folder, { recursive: true });
});
