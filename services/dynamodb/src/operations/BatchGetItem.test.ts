import { describe, expect, it } from "vitest";
import { makeTable, rangeKey } from "../testing/make-table.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { BatchGetItem } from "./BatchGetItem.ts";
import { BatchWriteItem } from "./BatchWriteItem.ts";
import { PutItem } from "./PutItem.ts";

const dynamo = useDynamo();

const S = (text: string) => ({ S: text });
const key = (text: string | number) => ({ a: S(String(text)) });
const keys = (count: number) => Array.from({ length: count }, (_, index) => key(index));
const invalid = (message: string): string => `ValidationException: ${message}`;
const DUPLICATES = "Provided list of item keys contains duplicates";
const NO_TABLE = "ResourceNotFoundException: Requested resource not found";

describe("what BatchGetItem refuses", () => {
  it("more than a hundred keys in all", async () => {
    const RequestItems = { abc: { Keys: keys(100) }, abd: { Keys: [key("100")] } };
    const message = "Too many items requested for the BatchGetItem call";
    expect(await refusal(dynamo().call(BatchGetItem, { RequestItems }))).toBe(invalid(message));
  });

  it("one key twice, whatever the order of its attributes and the form of its numbers is", async () => {
    const twice = [
      [key("a"), key("b"), key("a")],
      [
        { a: S("a"), b: { N: "1" } },
        { b: { N: "1.0" }, a: S("a") },
      ],
    ];
    for (const Keys of twice) {
      const refused = dynamo().call(BatchGetItem, { RequestItems: { "no-table": { Keys } } });
      expect(await refusal(refused)).toBe(invalid(DUPLICATES));
    }
  });

  it("projections of the two forms beside each other, even of two tables", async () => {
    const message =
      "Can not use both expression and non-expression parameters in the same request: " +
      "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}";
    const RequestItems = {
      abc: { Keys: [key("a")], ProjectionExpression: "a" },
      abd: { Keys: [key("a")], AttributesToGet: ["a"] },
    };
    expect(await refusal(dynamo().call(BatchGetItem, { RequestItems }))).toBe(invalid(message));
  });

  it("a bad projection before keys that are there twice", async () => {
    const RequestItems = { abc: { Keys: [key("a"), key("a")], ProjectionExpression: "" } };
    const message = "Invalid ProjectionExpression: The expression can not be empty;";
    expect(await refusal(dynamo().call(BatchGetItem, { RequestItems }))).toBe(invalid(message));
  });

  it("a table that is not there, and only then a key that does not fit", async () => {
    const { call } = dynamo();
    expect(await refusal(call(BatchGetItem, { RequestItems: { "no-table": { Keys: [{}] } } }))).toBe(NO_TABLE);
    const name = await makeTable(dynamo());
    const message = "The provided key element does not match the schema";
    for (const wrong of [{}, { b: S("a") }, { a: { N: "1" } }, { a: S("a"), b: S("b") }]) {
      const RequestItems = { [name]: { Keys: [wrong] } };
      expect(await refusal(call(BatchGetItem, { RequestItems }))).toBe(invalid(message));
    }
  });
});

describe("BatchGetItem", () => {
  it("answers the items that are there, of each table as it asks for them", async () => {
    const { call } = dynamo();
    const one = await makeTable(dynamo());
    const other = await makeTable(dynamo(), rangeKey);
    const item = { a: S("a"), b: S("b"), c: S("c") };
    for (const TableName of [one, other]) await call(PutItem, { TableName, Item: item });
    const found = await call(BatchGetItem, {
      RequestItems: {
        [one]: { Keys: [key("a"), key("z")], ProjectionExpression: "#c", ExpressionAttributeNames: { "#c": "c" } },
        [other]: { Keys: [{ a: S("a"), b: S("b") }], ConsistentRead: true },
      },
      ReturnConsumedCapacity: "INDEXES",
    });
    expect(found).toEqual({
      Responses: { [one]: [{ c: S("c") }], [other]: [item] },
      UnprocessedKeys: {},
      ConsumedCapacity: [
        { TableName: one, CapacityUnits: 1, Table: { CapacityUnits: 1 } },
        { TableName: other, CapacityUnits: 1, Table: { CapacityUnits: 1 } },
      ],
    });
  });

  it("answers sixteen megabytes, and hands the other keys back", async () => {
    const { call } = dynamo();
    const name = await makeTable(dynamo());
    const x = S("x".repeat(400_000));
    for (const { a } of keys(45)) await call(PutItem, { TableName: name, Item: { a, x } });
    const request = { Keys: keys(45), ConsistentRead: true, AttributesToGet: ["a"] };
    const { Responses, UnprocessedKeys } = await call(BatchGetItem, { RequestItems: { [name]: request } });
    const answered = Math.floor((16 * 1024 * 1024) / 400_004);
    expect(Responses?.[name]).toEqual(keys(answered));
    expect(UnprocessedKeys).toEqual({ [name]: { ...request, Keys: keys(45).slice(answered) } });
  });

  it("answers what a batch wrote, a hundred items of it", async () => {
    const { call } = dynamo();
    const name = await makeTable(dynamo());
    for (let start = 0; start < 100; start += 25) {
      const writes = keys(100).slice(start, start + 25);
      const puts = writes.map((Item) => ({ PutRequest: { Item } }));
      await call(BatchWriteItem, { RequestItems: { [name]: puts } });
    }
    const { Responses } = await call(BatchGetItem, { RequestItems: { [name]: { Keys: keys(100) } } });
    expect(Responses?.[name]).toEqual(keys(100));
  });
});
