import { expect, test } from "vitest";
import { movableClock } from "@skylab/aws";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLmdbRecords } from "./lmdb/index.ts";
import type { Partition } from "./port.ts";
import { jsonTable, keyTable } from "./table.ts";
import { readerOf, transact } from "./transact.ts";

type Account = { readonly owner: string; readonly balance: number };

const accounts = jsonTable<Account>("accounts");
const owners = keyTable("owners");

async function withPartition(use: (partition: Partition) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "transact-"));
  const records = await openLmdbRecords({ folder, clock: movableClock(), durability: "fast" });
  try {
    await use(records.partition("test"));
  } finally {
    await records.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const open = (partition: Partition, owner: string, balance: number): Promise<void> =>
  transact(partition, async (transaction) => {
    transaction.put(accounts, { owner, balance }, owner);
    transaction.put(owners, true, owner);
  });

const deposit = (partition: Partition, owner: string, amount: number): Promise<void> =>
  transact(partition, async (transaction) => {
    const account = await transaction.get(accounts, owner);
    transaction.put(accounts, { owner, balance: (account?.balance ?? 0) + amount }, owner);
  });

test("what a transaction wrote is there afterwards, and its own reads see it before", () =>
  withPartition(async (partition) => {
    const seen = await transact(partition, async (transaction) => {
      transaction.put(accounts, { owner: "ada", balance: 1 }, "ada");
      const written = await transaction.get(accounts, "ada");
      transaction.put(accounts, { owner: "bob", balance: 2 }, "bob");
      transaction.remove(accounts, "bob");
      return { written, removed: await transaction.get(accounts, "bob") };
    });
    expect(seen).toEqual({ written: { owner: "ada", balance: 1 }, removed: undefined });
    const reader = readerOf(partition);
    expect(await reader.get(accounts, "ada")).toEqual({ owner: "ada", balance: 1 });
    expect(await reader.get(accounts, "bob")).toBeUndefined();
  }));

test("of many that add to one row at a time none is lost", () =>
  withPartition(async (partition) => {
    await Promise.all(Array.from({ length: 50 }, () => deposit(partition, "ada", 1)));
    expect((await readerOf(partition).get(accounts, "ada"))?.balance).toBe(50);
  }));

test("a body that throws writes nothing", () =>
  withPartition(async (partition) => {
    const failing = transact(partition, async (transaction) => {
      transaction.put(accounts, { owner: "ada", balance: 1 }, "ada");
      return Promise.reject(new Error("too little money"));
    });
    await expect(failing).rejects.toThrow("too little money");
    expect(await readerOf(partition).get(accounts, "ada")).toBeUndefined();
  }));

test("a row that was found missing must still be missing", () =>
  withPartition(async (partition) => {
    const create = (balance: number): Promise<{ readonly made: boolean }> =>
      transact(partition, async (transaction) => {
        if (await transaction.get(accounts, "ada")) return { made: false };
        transaction.put(accounts, { owner: "ada", balance }, "ada");
        return { made: true };
      });
    const made = await Promise.all([create(1), create(2), create(3)]);
    expect(made.filter((one) => one.made)).toHaveLength(1);
  }));

test("rows are listed in key order, by prefix, after a key, and from the end", () =>
  withPartition(async (partition) => {
    for (const owner of ["cleo", "ada", "bob"]) await open(partition, owner, 0);
    const { list } = readerOf(partition);
    const ownersOf = async (listing: Parameters<typeof list>[1]): Promise<readonly string[]> =>
      (await list(accounts, listing)).map(({ row }) => row.owner);
    expect(await ownersOf({ limit: 10 })).toEqual(["ada", "bob", "cleo"]);
    expect(await ownersOf({ limit: 10, prefix: ["bob"] })).toEqual(["bob"]);
    const [first] = await list(owners, { limit: 1 });
    expect(await ownersOf({ limit: 10, after: first?.key })).toEqual(["bob", "cleo"]);
    expect(await ownersOf({ limit: 2, reverse: true })).toEqual(["cleo", "bob"]);
  }));

test("a key of another list leads to nothing of that list", () =>
  withPartition(async (partition) => {
    for (const owner of ["ada", "bob", "cleo"]) await open(partition, owner, 0);
    const { list } = readerOf(partition);
    const ownersOf = async (listing: Parameters<typeof list>[1]): Promise<readonly string[]> =>
      (await list(accounts, listing)).map(({ row }) => row.owner);
    const keys = (await list(owners, { limit: 10 })).map(({ key }) => key);
    expect(await ownersOf({ limit: 10, prefix: ["bob"], after: new Uint8Array([0]) })).toEqual(["bob"]);
    expect(await ownersOf({ limit: 10, prefix: ["bob"], after: keys[0] })).toEqual(["bob"]);
    expect(await ownersOf({ limit: 10, prefix: ["bob"], after: keys[2] })).toEqual([]);
    expect(await ownersOf({ limit: 10, prefix: ["bob"], after: keys[2], reverse: true })).toEqual(["bob"]);
    expect(await ownersOf({ limit: 10, prefix: ["bob"], after: keys[0], reverse: true })).toEqual([]);
  }));
