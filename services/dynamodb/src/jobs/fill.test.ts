import { encodeKey } from "@skylab/records";
import { describe, expect, it } from "vitest";
import type { Item } from "../domain/item/attribute-value.ts";
import { CreateTable } from "../operations/CreateTable.ts";
import { DeleteTable } from "../operations/DeleteTable.ts";
import { DescribeTable } from "../operations/DescribeTable.ts";
import { UpdateTable } from "../operations/UpdateTable.ts";
import { indexSpace } from "../store/spaces.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { all, attribute, hash, range, simpleTable } from "../testing/table-requests.ts";
import { refusal } from "@skylab/service/testing";
import { ACCOUNT, useDynamo } from "../testing/use-dynamo.ts";
import { fill } from "./fill.ts";

const dynamo = useDynamo();

async function tableNamed(name: string): Promise<StoredTable> {
  const stored = await dynamo().store.tables.read({ account: ACCOUNT, region: "us-east-1" }, name);
  if (stored === undefined) throw new Error(`No table ${name}`);
  return stored;
}

const describeNamed = async (TableName: string) => (await dynamo().call(DescribeTable, { TableName })).Table;

const byColour = (TableName: string, projection: { ProjectionType: "ALL" | "KEYS_ONLY" } = all) => ({
  TableName,
  AttributeDefinitions: [attribute("colour"), attribute("a")],
  GlobalSecondaryIndexUpdates: [
    { Create: { IndexName: "by-colour", KeySchema: [hash("colour"), range("a")], Projection: projection } },
  ],
});

const putAll = async (name: string, items: readonly Item[]) => {
  const stored = await tableNamed(name);
  for (const item of items) await dynamo().store.items.put(stored, item);
};

const write = async (name: string, key: string, next: Item | undefined) =>
  dynamo().store.items.change(
    await tableNamed(name),
    { a: { S: key } },
    {
      decide: () => ({ item: next, result: undefined }),
      origin: { now: dynamo().clock.now() },
    },
  );

const fillAll = () => fill(dynamo().store).run(dynamo().clock, new AbortController().signal);

/** The keys of items in the index. */
const indexed = async (name: string) => {
  const { items, partition, table } = await tableNamed(name);
  const [index] = table.globalIndexes;
  if (index === undefined) return [];
  const entries = await partition.range(indexSpace(table, index), { limit: 10_000 });
  return entries.map(({ value }) => items.decode(value)["a"]).map((key) => (key && "S" in key ? key.S : ""));
};

describe("a new index on a table with items", () => {
  it("is being created, and then has what was there and what came meanwhile", async () => {
    const { call } = dynamo();
    await call(CreateTable, simpleTable("filled"));
    const many = Array.from({ length: 250 }, (_, count) => ({ a: { S: `old${count}` }, colour: { S: "red" } }));
    await putAll("filled", many);
    await putAll("filled", [
      { a: { S: "colourless" } },
      { a: { S: "number" }, colour: { N: "1" } },
      { a: { S: "empty" }, colour: { S: "" } },
    ]);
    const { TableDescription: told } = await call(UpdateTable, byColour("filled"));
    expect(told?.GlobalSecondaryIndexes).toMatchObject([{ IndexStatus: "CREATING", Backfilling: false }]);
    await write("filled", "new", { a: { S: "new" }, colour: { S: "blue" } });
    await write("filled", "old7", undefined);
    expect(await refusal(call(UpdateTable, byColour("filled")))).toBe(
      "ValidationException: Attempting to create an index which already exists",
    );
    expect(await refusal(call(DeleteTable, { TableName: "filled" }))).toBe(
      "ResourceInUseException: Attempt to change a resource which is still in use: Cannot delete table while indexes are being created, updated, or deleted.",
    );
    await fillAll();
    const told2 = await describeNamed("filled");
    expect(told2).toMatchObject({
      TableStatus: "ACTIVE",
      GlobalSecondaryIndexes: [{ IndexStatus: "ACTIVE", ItemCount: 250 }],
      AttributeDefinitions: [attribute("a"), attribute("colour")],
    });
    expect(told2?.GlobalSecondaryIndexes?.[0]).not.toHaveProperty("Backfilling");
    const keys = await indexed("filled");
    expect(new Set(keys)).toEqual(new Set([...many.map(({ a }) => a.S).filter((key) => key !== "old7"), "new"]));
  });

  it("gets an item that is written before it is filled, though nothing changes that it shows", async () => {
    const { call } = dynamo();
    await call(CreateTable, simpleTable("touched"));
    await putAll("touched", [{ a: { S: "1" }, colour: { S: "red" } }]);
    await call(UpdateTable, byColour("touched", { ProjectionType: "KEYS_ONLY" }));
    await write("touched", "1", { a: { S: "1" }, colour: { S: "red" }, size: { N: "7" } });
    expect(await indexed("touched")).toEqual(["1"]);
  });

  it("misses no item that is written while it is filled", async () => {
    const { call } = dynamo();
    await call(CreateTable, simpleTable("contended"));
    const keys = Array.from({ length: 300 }, (_, count) => `key${count}`);
    await putAll(
      "contended",
      keys.map((key) => ({ a: { S: key }, colour: { S: "red" }, count: { N: "0" } })),
    );
    await call(UpdateTable, byColour("contended", { ProjectionType: "KEYS_ONLY" }));
    // What is not projected changes: the entry is the same before and after, and must be there all the same.
    const writing = keys.map((key, position) =>
      write(
        "contended",
        key,
        position % 3 === 0 ? undefined : { a: { S: key }, colour: { S: "red" }, count: { N: "1" } },
      ),
    );
    await Promise.all([fillAll(), ...writing]);
    const left = keys.filter((_, position) => position % 3 !== 0);
    expect((await indexed("contended")).toSorted()).toEqual(left.toSorted());
  });

  it("goes on where another process stopped", async () => {
    const { call, store } = dynamo();
    await call(CreateTable, simpleTable("resumed"));
    await putAll(
      "resumed",
      Array.from({ length: 150 }, (_, count) => ({ a: { S: `${count}` }, colour: { S: "red" } })),
    );
    await call(UpdateTable, byColour("resumed"));
    const mine = async () => (await store.fillings.all()).filter(({ table }) => table === "resumed");
    const [filling] = await mine();
    if (filling) await store.fillings.advance(filling);
    const [advanced] = await mine();
    expect(advanced?.after).toBeDefined();
    expect(await indexed("resumed")).toHaveLength(100);
    await fillAll();
    expect(await indexed("resumed")).toHaveLength(150);
    expect(await mine()).toEqual([]);
  });

  it("is filled also where another one cannot be", async () => {
    const { call } = dynamo();
    for (const name of ["broken", "whole"]) {
      await call(CreateTable, simpleTable(name));
      await putAll(name, [{ a: { S: "1" }, colour: { S: "red" } }]);
      await call(UpdateTable, byColour(name));
    }
    const { items, partition } = await tableNamed("broken");
    const key = encodeKey(0);
    await partition.commit({ writes: [{ kind: "put", space: items.space, key, value: Buffer.from("no item") }] });
    await expect(fillAll()).rejects.toThrow("1 of 2 are not filled");
    expect(await indexed("whole")).toEqual(["1"]);
    expect((await describeNamed("whole"))?.GlobalSecondaryIndexes).toMatchObject([{ IndexStatus: "ACTIVE" }]);
    await partition.commit({ writes: [{ kind: "remove", space: items.space, key }] });
    await fillAll();
    expect(await indexed("broken")).toEqual(["1"]);
  });

  it("is deleted with all that it held", async () => {
    const { call } = dynamo();
    await call(CreateTable, simpleTable("unindexed"));
    await putAll("unindexed", [{ a: { S: "1" }, colour: { S: "red" } }]);
    await call(UpdateTable, byColour("unindexed"));
    await fillAll();
    const { partition, table } = await tableNamed("unindexed");
    const [index] = table.globalIndexes;
    await call(UpdateTable, {
      TableName: "unindexed",
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "by-colour" } }],
    });
    expect((await describeNamed("unindexed"))?.GlobalSecondaryIndexes).toBeUndefined();
    expect(index && (await partition.count(indexSpace(table, index)))).toBe(0);
  });
});
