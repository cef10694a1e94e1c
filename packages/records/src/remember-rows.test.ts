import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { movableClock } from "@skylab/aws";
import { expect, test } from "vitest";
import { openLmdbRecords } from "./lmdb/index.ts";
import type { Partition } from "./port.ts";
import { rememberRows } from "./remember-rows.ts";
import { jsonTable } from "./table.ts";
import { transact } from "./transact.ts";

const names = jsonTable<string>("names");

async function withPartition(use: (partition: Partition) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "remember-"));
  const records = await openLmdbRecords({ folder, clock: movableClock(), durability: "fast" });
  try {
    await use(records.partition("test"));
  } finally {
    await records.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const put = (partition: Partition, name: string): Promise<void> =>
  transact(partition, (rows) => Promise.resolve(rows.put(names, name, "row")));

test("a row is read and made once, until it changes", () =>
  withPartition(async (partition) => {
    let made = 0;
    const find = rememberRows(partition, names, {
      most: 10,
      make: (name) => {
        made += 1;
        return name.toUpperCase();
      },
    });
    expect(await find("row")).toBeUndefined();
    await put(partition, "ada");
    expect([await find("row"), await find("row"), made]).toEqual(["ADA", "ADA", 1]);
    await put(partition, "bob");
    expect([await find("row"), made]).toEqual(["BOB", 2]);
  }));

test("a read that fails is not remembered", () =>
  withPartition(async (inner) => {
    let broken = true;
    const get: Partition["get"] = (space, key) =>
      broken ? Promise.reject(new Error("the engine is away")) : inner.get(space, key);
    const find = rememberRows({ ...inner, get }, names, { most: 10, make: (name) => name });
    await put(inner, "ada");
    await expect(find("row")).rejects.toThrow("the engine is away");
    broken = false;
    expect(await find("row")).toBe("ada");
  }));

test("that there is no row is not remembered, though nobody tells of the change", () =>
  withPartition(async (inner) => {
    const find = rememberRows({ ...inner, subscribe: () => () => undefined }, names, {
      most: 10,
      make: (name) => name,
    });
    expect(await find("row")).toBeUndefined();
    await put(inner, "ada");
    expect(await find("row")).toBe("ada");
  }));
