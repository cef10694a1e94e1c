import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomIds, systemClock } from "@skylab/aws";
import { openLmdbQueues } from "@skylab/queues/lmdb";
import { openLmdbRecords } from "@skylab/records/lmdb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** What Linux knows of each mapping of this process: https://docs.kernel.org/filesystems/proc.html */
const SMAPS = "/proc/self/smaps";
const HUGE = Buffer.alloc(900_000, "x");

/** LMDB's meta pages are in so much of its file. They begin with this number, and so far behind it are the flags: MDB_meta in mdb.c. */
const META_BYTES = 65_536;
const META_MAGIC = 0xbeef_c0de;
const META_FLAGS = 28;
/** The mark of a transaction that is answered before it is synced: lmdb.h. */
const MDB_OVERLAPPINGSYNC = 0x1000;

// A killed process leaves what it gave to the kernel, so no kill shows what a power failure would cost.
describe.skipIf(!existsSync(SMAPS))("what the embedded engines acknowledged is on the disk", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-disk-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("a commit", async () => {
    const records = await openLmdbRecords({ folder, clock: systemClock, durability: "durable" });
    const partition = records.partition("test");
    const key = Buffer.from("key");
    await partition.commit({ writes: [{ kind: "put", space: "test", key, value: HUGE }] });
    expect((await partition.get("test", key))?.value).toHaveLength(HUGE.length);
    expect(await pagesOf(folder)).toEqual({ areRead: true, dirty: 0 });
    expect(await syncedLater(folder)).toEqual([false, false]);
    await records.close();
  });

  it("a message", async () => {
    const queues = openLmdbQueues({ folder, clock: systemClock, ids: randomIds, durability: "durable" });
    const queue = { id: "test", retentionMs: 60_000, maxInFlight: 10, maxVisibilityMs: 60_000 };
    await queues.send(queue, [{ id: randomIds.uuid(), payload: HUGE }]);
    expect(await queues.peek(queue, 1)).toHaveLength(1);
    expect(await pagesOf(folder)).toEqual({ areRead: true, dirty: 0 });
    expect(await syncedLater(folder)).toEqual([false, false]);
    await queues.close();
  });
});

/** Kilobytes of the data file that this process has read, and those among them that are not on the disk. */
async function pagesOf(folder: string): Promise<{ readonly areRead: boolean; readonly dirty: number }> {
  const [, ...mapping] = (await readFile(SMAPS, "utf8")).split(join(folder, "data.mdb"));
  const sum = (name: RegExp): number =>
    mapping.reduce((kilobytes, text) => kilobytes + Number(name.exec(text)?.[1] ?? 0), 0);
  return {
    areRead: sum(/^Rss: +(\d+)/m) > HUGE.length / 1024,
    dirty: sum(/^Private_Dirty: +(\d+)/m) + sum(/^Shared_Dirty: +(\d+)/m),
  };
}

/** Whether the last two transactions were answered before they were synced. */
async function syncedLater(folder: string): Promise<readonly boolean[]> {
  const head = (await readFile(join(folder, "data.mdb"))).subarray(0, META_BYTES);
  const words = Array.from({ length: head.length / 4 }, (_, index) => index * 4);
  const metas = words.filter((at) => head.readUInt32LE(at) === META_MAGIC);
  return metas.map((at) => (head.readUInt16LE(at + META_FLAGS) & MDB_OVERLAPPINGSYNC) !== 0);
}
