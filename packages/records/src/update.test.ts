import { expect, test } from "vitest";
import { movableClock } from "@skylab/aws";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeKey } from "./keys/tuple.ts";
import { openLmdbRecords } from "./lmdb/index.ts";
import { logRange } from "./log.ts";
import type { Commit, Partition, Write } from "./port.ts";
import { jsonTable } from "./table.ts";
import { readerOf } from "./transact.ts";
import { updaterOf } from "./update.ts";

type Counter = { readonly count: number };
const counters = jsonTable<Counter>("counters");
const LOG = encodeKey("log");

const logged = (text: string): Write => ({ kind: "append", space: "log", key: LOG, value: Buffer.from(text) });

const counted = (row: Counter | undefined): { readonly row: Counter; readonly result: number } => {
  const count = (row?.count ?? 0) + 1;
  return { row: { count }, result: count };
};

async function withPartition(use: (partition: Partition) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "update-"));
  const records = await openLmdbRecords({ folder, clock: movableClock(), durability: "durable" });
  try {
    await use(records.partition("test"));
  } finally {
    await records.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The partition, and the commits that were made through it. */
function watched(partition: Partition): { readonly partition: Partition; readonly commits: Commit[] } {
  const commits: Commit[] = [];
  const commit: Partition["commit"] = (asked) => {
    commits.push(asked);
    return partition.commit(asked);
  };
  return { partition: { ...partition, commit }, commits };
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

test("of many updates of one row each sees the one before, and few commits make them all", () =>
  withPartition(async (inner) => {
    const { partition, commits } = watched(inner);
    const update = updaterOf(partition, counters);
    const results = await Promise.all(
      upTo(1000).map(() =>
        update(["hot"], (row) => ({ ...counted(row), writes: [logged(String(counted(row).result))] })),
      ),
    );
    expect(results).toEqual(upTo(1000));
    expect(commits.length).toBeLessThan(20);
    const log = await partition.range("log", { ...logRange(LOG), limit: 2000 });
    expect(log.map(({ value }) => Number(Buffer.from(value).toString()))).toEqual(upTo(1000));
  }));

test("two who update one row as two processes do lose nothing", () =>
  withPartition(async (partition) => {
    const updaters = [updaterOf(partition, counters), updaterOf(partition, counters)];
    await Promise.all(upTo(200).flatMap(() => updaters.map((update) => update(["hot"], counted))));
    expect(await readerOf(partition).get(counters, "hot")).toEqual({ count: 400 });
  }));

test("a change that throws writes nothing, and those before and behind it count", () =>
  withPartition(async (partition) => {
    const update = updaterOf(partition, counters);
    const results = await Promise.allSettled([
      update(["row"], counted),
      update(["row"], (row) => Promise.reject(new Error(`found ${row?.count}`))),
      update(["row"], counted),
    ]);
    expect(results).toEqual([
      { status: "fulfilled", value: 1 },
      { status: "rejected", reason: new Error("found 1") },
      { status: "fulfilled", value: 2 },
    ]);
  }));

test("a row may be removed and made again, and a removal of none is none", () =>
  withPartition(async (partition) => {
    const update = updaterOf(partition, counters);
    const remove = (): Promise<Counter | undefined> => update(["row"], (row) => ({ row: undefined, result: row }));
    expect(await Promise.all([remove(), update(["row"], counted), remove(), remove()])).toEqual([
      undefined,
      1,
      { count: 1 },
      undefined,
    ]);
    expect(await partition.count("counters")).toBe(0);
    await update(["row"], counted);
    await remove();
    expect(await partition.count("counters")).toBe(0);
  }));

test("a change that leaves the row as it is commits nothing", () =>
  withPartition(async (inner) => {
    const { partition, commits } = watched(inner);
    const update = updaterOf(partition, counters);
    await update(["row"], counted);
    expect(await update(["row"], (row) => ({ row, result: row }))).toEqual({ count: 1 });
    expect(commits).toHaveLength(1);
  }));

test("a change whose check does not hold decides again", () =>
  withPartition(async (partition) => {
    const update = updaterOf(partition, counters);
    const table = { space: "tables", key: encodeKey("counters") };
    const put = (value: string): Write => ({ kind: "put", ...table, value: Buffer.from(value) });
    await partition.commit({ writes: [put("old")] });
    let attempts = 0;
    const seen = await update(["row"], async (row) => {
      const known = await partition.get(table.space, table.key);
      if (++attempts === 1) await partition.commit({ writes: [put("new")] });
      const checks = [{ ...table, version: known?.version }];
      return { ...counted(row), checks, result: Buffer.from(known?.value ?? []).toString() };
    });
    expect([seen, attempts]).toEqual(["new", 2]);
  }));

test("a commit that fails is told to those whose updates were in it", () =>
  withPartition(async (partition) => {
    const update = updaterOf(partition, counters);
    const tooLong = { kind: "remove", space: "log", key: new Uint8Array(5000) } as const;
    const failing = update(["row"], (row) => ({ ...counted(row), writes: [tooLong] }));
    await expect(failing).rejects.toThrow("A key of 5000 bytes");
    expect(await update(["row"], counted)).toBe(1);
  }));
