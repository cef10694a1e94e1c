import { encodeKey } from "@skylab/records";
import { describe, expect, it } from "vitest";
import { CreateTable } from "../operations/CreateTable.ts";
import { DeleteItem } from "../operations/DeleteItem.ts";
import { GetItem } from "../operations/GetItem.ts";
import { PutItem } from "../operations/PutItem.ts";
import { UpdateItem } from "../operations/UpdateItem.ts";
import type { TtlSettings } from "../domain/table/table.ts";
import { dueSpace } from "../store/spaces.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { present, streamReader } from "../testing/stream-reader.ts";
import { simpleTable } from "../testing/table-requests.ts";
import { ACCOUNT, useDynamo } from "../testing/use-dynamo.ts";
import { deleteDueItems } from "./delete-due-items.ts";

const dynamo = useDynamo();
const stream = streamReader(dynamo);
const place = { account: ACCOUNT, region: "us-east-1" };

const MINUTE = 60;
const YEAR = 365 * 24 * 60 * MINUTE;

let made = 0;

async function makeTable(ttl: TtlSettings = { enabled: true, attribute: "due" }): Promise<string> {
  const table = `ttl-${(made += 1)}`;
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } as const;
  await dynamo().call(CreateTable, { ...simpleTable(table), StreamSpecification });
  await change(table, ttl);
  return table;
}

const change = (table: string, ttl: TtlSettings): Promise<unknown> =>
  dynamo().store.tables.change(place, table, (before) => ({ ...before, ttl }));

const inSeconds = (seconds: number): string => String(Math.ceil(dynamo().clock.now() / 1000) + seconds);

const put = (table: string, key: string, due?: string) =>
  dynamo().call(PutItem, { TableName: table, Item: { a: { S: key }, ...(due !== undefined && { due: { N: due } }) } });

const isThere = async (table: string, key: string): Promise<boolean> =>
  (await dynamo().call(GetItem, { TableName: table, Key: { a: { S: key } } })).Item !== undefined;

const run = (): Promise<void> => deleteDueItems(dynamo().store).run(dynamo().clock, new AbortController().signal);

const stored = async (table: string): Promise<StoredTable> => present(await dynamo().store.tables.read(place, table));

/** How many items are known to be due some time. */
async function entered(name: string): Promise<number> {
  const { partition, table } = await stored(name);
  return partition.count(dueSpace(table));
}

describe("an item with a time to live", () => {
  it("is deleted when its time has come, and not before", async () => {
    const table = await makeTable();
    await put(table, "soon", inSeconds(MINUTE));
    await put(table, "later", inSeconds(10 * MINUTE));
    await put(table, "never");
    await run();
    expect(await isThere(table, "soon")).toBe(true);
    dynamo().clock.advance(61_000);
    await run();
    expect(await Promise.all(["soon", "later", "never"].map((key) => isThere(table, key)))).toEqual([
      false,
      true,
      true,
    ]);
    expect(await entered(table)).toBe(1);
  });

  it("leaves a record in the stream that says who deleted it", async () => {
    const table = await makeTable();
    const due = inSeconds(MINUTE);
    await put(table, "k", due);
    dynamo().clock.advance(61_000);
    await run();
    const [inserted, removed, ...more] = await stream.all(await stream.arnOf(table));
    expect(inserted?.userIdentity).toBeUndefined();
    expect(removed).toMatchObject({
      eventName: "REMOVE",
      userIdentity: { Type: "Service", PrincipalId: "dynamodb.amazonaws.com" },
      dynamodb: { OldImage: { a: { S: "k" }, due: { N: due } } },
    });
    expect(more).toEqual([]);
  });

  it("lives on where its time was put off or taken away, and where it was deleted and put again", async () => {
    const table = await makeTable();
    for (const key of ["off", "away", "again"]) await put(table, key, inSeconds(MINUTE));
    await put(table, "off", inSeconds(YEAR));
    await dynamo().call(UpdateItem, { TableName: table, Key: { a: { S: "away" } }, UpdateExpression: "REMOVE due" });
    await dynamo().call(DeleteItem, { TableName: table, Key: { a: { S: "again" } } });
    await put(table, "again");
    expect(await entered(table)).toBe(1);
    dynamo().clock.advance(61_000);
    await run();
    expect(await Promise.all(["off", "away", "again"].map((key) => isThere(table, key)))).toEqual([true, true, true]);
  });

  it.each([
    ["more than five years ago", () => ({ N: inSeconds(-5 * YEAR - MINUTE) })],
    ["text", () => ({ S: inSeconds(-MINUTE) })],
    ["in milliseconds", () => ({ N: String(dynamo().clock.now() - 1000) })],
    ["below zero", () => ({ N: "-1" })],
    ["beyond every number", () => ({ N: "1e125" })],
  ])("lives on where its time is %s", async (_case, due) => {
    const table = await makeTable();
    await dynamo().call(PutItem, { TableName: table, Item: { a: { S: "k" }, due: due() } });
    await run();
    expect(await isThere(table, "k")).toBe(true);
    expect((await stream.all(await stream.arnOf(table))).length).toBe(1);
  });

  it("is deleted also where it was there before its table had a time to live", async () => {
    const table = await makeTable({ enabled: false });
    const due = inSeconds(MINUTE);
    for (let item = 0; item < 250; item += 1) await put(table, `k${item}`, item % 2 === 0 ? due : undefined);
    await change(table, { enabled: true, attribute: "due" });
    await run();
    expect(await entered(table)).toBe(125);
    dynamo().clock.advance(61_000);
    await run();
    expect([await entered(table), await isThere(table, "k0"), await isThere(table, "k1")]).toEqual([0, false, true]);
  });

  it("lives on once its table has no time to live any more, and goes by the attribute that is named then", async () => {
    const table = await makeTable();
    await put(table, "k", inSeconds(MINUTE));
    await change(table, { enabled: false, attribute: "due" });
    dynamo().clock.advance(61_000);
    await run();
    expect([await isThere(table, "k"), await entered(table)]).toEqual([true, 0]);
    await change(table, { enabled: true, attribute: "other" });
    await run();
    expect(await isThere(table, "k")).toBe(true);
    await change(table, { enabled: true, attribute: "due" });
    await run();
    expect(await isThere(table, "k")).toBe(false);
  });

  it("is deleted also where another one cannot be", async () => {
    const [broken, whole] = [await makeTable(), await makeTable()];
    for (let item = 0; item < 150; item += 1) await put(broken, `k${item}`, inSeconds(1));
    await put(whole, "k", inSeconds(1));
    const { partition, table } = await stored(broken);
    const key = encodeKey(0, "first of all");
    await partition.commit({ writes: [{ kind: "put", space: dueSpace(table), key, value: Buffer.from("no item") }] });
    dynamo().clock.advance(2000);
    await expect(run()).rejects.toThrow("1 items or tables failed");
    expect([await entered(broken), await isThere(broken, "k149"), await isThere(whole, "k")]).toEqual([
      1,
      false,
      false,
    ]);
    await partition.commit({ writes: [{ kind: "remove", space: dueSpace(table), key }] });
  });

  it("is deleted once, however many processes try", async () => {
    const table = await makeTable();
    for (let item = 0; item < 20; item += 1) await put(table, `k${item}`, inSeconds(1));
    dynamo().clock.advance(2000);
    await Promise.all([run(), run(), run()]);
    const records = await stream.all(await stream.arnOf(table));
    expect(records.filter(({ eventName }) => eventName === "REMOVE")).toHaveLength(20);
  });
});
