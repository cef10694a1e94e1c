import { describe, expect, it } from "vitest";
import { indexedTable, makeTable, rangeKey } from "../testing/make-table.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { BatchWriteItem } from "./BatchWriteItem.ts";
import { PutItem } from "./PutItem.ts";
import { Query } from "./Query.ts";
import { Scan } from "./Scan.ts";
import { UpdateItem } from "./UpdateItem.ts";

const dynamo = useDynamo();

const S = (text: string) => ({ S: text });
const put = (Item: Record<string, { S: string } | { N: string }>) => ({ PutRequest: { Item } });
const remove = (Key: Record<string, { S: string }>) => ({ DeleteRequest: { Key } });
const invalid = (message: string): string => `ValidationException: ${message}`;
const DUPLICATES = "Provided list of item keys contains duplicates";
const NO_TABLE = "ResourceNotFoundException: Requested resource not found";

describe("what BatchWriteItem refuses", () => {
  it("a request that neither puts nor deletes, or does both", async () => {
    const message =
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes";
    for (const write of [{}, { ...put({ a: S("a") }), ...remove({ a: S("a") }) }]) {
      const RequestItems = { "no-table": [write] };
      expect(await refusal(dynamo().call(BatchWriteItem, { RequestItems }))).toBe(invalid(message));
    }
  });

  it("more than 25 writes in all", async () => {
    const writes = Array.from({ length: 13 }, (_, a) => put({ a: S(String(a)) }));
    const message = "Too many items requested for the BatchWriteItem call";
    const RequestItems = { abc: writes, abd: writes };
    expect(await refusal(dynamo().call(BatchWriteItem, { RequestItems }))).toBe(invalid(message));
  });

  it("an item that is too large, before it looks for the table", async () => {
    const RequestItems = { "no-table": [put({ a: S("a"), b: S("b".repeat(400 * 1024)) })] };
    const message = "Item size has exceeded the maximum allowed size";
    expect(await refusal(dynamo().call(BatchWriteItem, { RequestItems }))).toBe(invalid(message));
  });

  it("a table that is not there, and only then a key that is there twice", async () => {
    const { call } = dynamo();
    const writes = [put({ a: S("a"), b: S("b") }), remove({ a: S("a") })];
    expect(await refusal(call(BatchWriteItem, { RequestItems: { "no-table": writes } }))).toBe(NO_TABLE);
    const name = await makeTable(dynamo());
    for (const some of [writes, writes.toReversed()]) {
      expect(await refusal(call(BatchWriteItem, { RequestItems: { [name]: some } }))).toBe(invalid(DUPLICATES));
    }
  });

  it("an item that is there twice under two names of its table", async () => {
    const { call } = dynamo();
    const name = await makeTable(dynamo());
    const arn = `arn:aws:dynamodb:us-east-1:111122223333:table/${name}`;
    const RequestItems = { [name]: [put({ a: S("a") })], [arn]: [put({ a: S("a"), b: S("b") })] };
    expect(await refusal(call(BatchWriteItem, { RequestItems }))).toBe(invalid(DUPLICATES));
  });

  it("keys that do not fit, and writes nothing of the batch then", async () => {
    const { call } = dynamo();
    const name = await makeTable(dynamo(), indexedTable);
    const good = { a: S("a"), b: S("b") };
    const schema = "The provided key element does not match the schema";
    const refused = [
      [put({ a: S("z") }), schema],
      [put({ a: S("z"), b: { N: "1" } }), schema],
      [remove({ a: S("z") }), schema],
      [
        put({ a: S("z"), b: S("") }),
        "One or more parameter values are not valid. " +
          "The AttributeValue for a key attribute cannot contain an empty string value. Key: b",
      ],
      [
        put({ a: S("z"), b: S("b"), c: { N: "1" } }),
        "One or more parameter values were invalid: " +
          "Type mismatch for Index Key c Expected: S Actual: N IndexName: by-c",
      ],
    ] as const;
    for (const [write, message] of refused) {
      const RequestItems = { [name]: [put(good), write] };
      expect(await refusal(call(BatchWriteItem, { RequestItems }))).toBe(invalid(message));
    }
    expect((await call(Scan, { TableName: name })).Count).toBe(0);
  });
});

describe("BatchWriteItem", () => {
  it("puts and deletes items of several tables", async () => {
    const { call } = dynamo();
    const [one, other] = [await makeTable(dynamo()), await makeTable(dynamo(), rangeKey)];
    const old = { a: S("old"), b: S("b") };
    for (const TableName of [one, other]) await call(PutItem, { TableName, Item: old });
    const written = await call(BatchWriteItem, {
      RequestItems: {
        [one]: [put({ a: S("new") }), remove({ a: S("old") }), remove({ a: S("never there") })],
        [other]: [put({ a: S("new"), b: S("b") }), put({ ...old, c: S("c") })],
      },
    });
    expect(written).toEqual({ UnprocessedItems: {} });
    expect((await call(Scan, { TableName: one })).Items).toEqual([{ a: S("new") }]);
    const { Items } = await call(Scan, { TableName: other });
    expect(Items).toHaveLength(2);
    expect(Items).toEqual(
      expect.arrayContaining([
        { a: S("new"), b: S("b") },
        { ...old, c: S("c") },
      ]),
    );
  });

  it("keeps indexes up with the items", async () => {
    const { call } = dynamo();
    const name = await makeTable(dynamo(), indexedTable);
    const item = (b: string, c: string) => ({ a: S("a"), b: S(b), c: S(c) });
    await call(BatchWriteItem, { RequestItems: { [name]: [put(item("1", "x")), put(item("2", "x"))] } });
    const again = [put(item("1", "y")), remove({ a: S("a"), b: S("2") }), put(item("3", "x"))];
    await call(BatchWriteItem, { RequestItems: { [name]: again } });
    const query = async (c: string) => {
      const ExpressionAttributeValues = { ":c": S(c) };
      const request = { TableName: name, IndexName: "by-c", KeyConditionExpression: "c = :c" };
      return (await call(Query, { ...request, ExpressionAttributeValues })).Items;
    };
    expect(await query("x")).toEqual([item("3", "x")]);
    expect(await query("y")).toEqual([item("1", "y")]);
  });

  it("costs each table what its items do, by the larger of what was and is", async () => {
    const { call } = dynamo();
    const [one, other] = [await makeTable(dynamo()), await makeTable(dynamo(), indexedTable)];
    await call(PutItem, { TableName: one, Item: { a: S("large"), x: S("x".repeat(3000)) } });
    const { ConsumedCapacity } = await call(BatchWriteItem, {
      RequestItems: {
        [one]: [remove({ a: S("large") }), put({ a: S("small") })],
        [other]: [put({ a: S("a"), b: S("b"), c: S("c") })],
      },
      ReturnConsumedCapacity: "INDEXES",
    });
    expect(ConsumedCapacity).toEqual([
      { TableName: one, CapacityUnits: 4, Table: { CapacityUnits: 4 } },
      {
        TableName: other,
        CapacityUnits: 2,
        Table: { CapacityUnits: 1 },
        GlobalSecondaryIndexes: { "by-c": { CapacityUnits: 1 } },
      },
    ]);
  });

  it("tells the item collections that it wrote to, each once, of tables with local indexes", async () => {
    const { call } = dynamo();
    const [one, other] = [await makeTable(dynamo()), await makeTable(dynamo(), indexedTable)];
    const item = (a: string, b: string) => put({ a: S(a), b: S(b) });
    const { ItemCollectionMetrics } = await call(BatchWriteItem, {
      RequestItems: { [one]: [put({ a: S("a") })], [other]: [item("a", "1"), item("a", "2"), item("b", "1")] },
      ReturnItemCollectionMetrics: "SIZE",
    });
    const metrics = (a: string) => ({ ItemCollectionKey: { a: S(a) }, SizeEstimateRangeGB: [0, 1] });
    expect(ItemCollectionMetrics).toEqual({ [other]: [metrics("a"), metrics("b")] });
  });

  it("loses nothing to others who write the same items meanwhile", async () => {
    const { call } = dynamo();
    const name = await makeTable(dynamo(), indexedTable);
    const key = { a: S("a"), b: S("hot") };
    const count = async () => {
      const request = { UpdateExpression: "ADD n :one", ExpressionAttributeValues: { ":one": { N: "1" } } };
      await call(UpdateItem, { TableName: name, Key: key, ...request });
    };
    const batch = async (round: number) => {
      const writes = Array.from({ length: 20 }, (_, b) => put({ a: S("a"), b: S(`${round}-${b}`), c: S("c") }));
      await call(BatchWriteItem, { RequestItems: { [name]: [...writes, put({ ...key, c: S("c") })] } });
    };
    await Promise.all(Array.from({ length: 8 }, (_, round) => Promise.all([count(), batch(round), count()])));
    const request = { TableName: name, IndexName: "by-c", KeyConditionExpression: "c = :c" };
    const { Items } = await call(Query, { ...request, ExpressionAttributeValues: { ":c": S("c") } });
    expect(Items).toHaveLength(8 * 20 + 1);
    expect((await call(Scan, { TableName: name })).Count).toBe(8 * 20 + 1);
  });
});
