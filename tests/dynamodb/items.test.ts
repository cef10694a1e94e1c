import { type AttributeValue, DeleteItemCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

type Item = Record<string, AttributeValue>;

const put = (TableName: string, Item: Item): Promise<unknown> =>
  dynamo.client().send(new PutItemCommand({ TableName, Item }));
const get = async (TableName: string, Key: Item): Promise<Item | undefined> =>
  (await dynamo.client().send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;

/** An item with a text of so many bytes. */
const sized = (bytes: number): Item => ({ id: { S: "k" }, value: { S: "x".repeat(bytes) } });

describe("an item", () => {
  it.each<[string, AttributeValue]>([
    ["text", { S: "hello" }],
    ["an empty text", { S: "" }],
    ["text beyond ASCII", { S: "Grüße, 世界, 🦔, \u0000, \ud83d\udc68\u200d\ud83d\udc69" }],
    ["a number of 38 digits", { N: "12345678901234567890123456789012345678" }],
    ["a number with 38 digits behind the point", { N: "-0.12345678901234567890123456789012345678" }],
    [
      "the greatest number",
      {
        N: "99999999999999999999999999999999999999000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
      },
    ],
    ["binary", { B: Uint8Array.of(0, 1, 127, 128, 255) }],
    ["empty binary", { B: new Uint8Array() }],
    ["true", { BOOL: true }],
    ["false", { BOOL: false }],
    ["null", { NULL: true }],
    ["a list", { L: [{ S: "a" }, { N: "1" }, { L: [] }, { M: {} }] }],
    ["a map", { M: { "": { S: "a" }, "with.dot": { M: { constructor: { BOOL: true } } } } }],
  ])("keeps %s", async (_name, value) => {
    const table = await dynamo.createTable();
    await put(table, { id: { S: "k" }, value });
    expect(await get(table, { id: { S: "k" } })).toEqual({ id: { S: "k" }, value });
  });

  it.each([
    ["1.0", "1"],
    ["+1", "1"],
    ["0001.50", "1.5"],
    ["1e3", "1000"],
    ["-0", "0"],
    ["1.5E-3", "0.0015"],
    ["1E125", `1${"0".repeat(125)}`],
    ["1E-130", `0.${"0".repeat(129)}1`],
  ])("has the number %s as %s", async (written, read) => {
    const table = await dynamo.createTable();
    await put(table, { id: { S: "k" }, value: { N: written } });
    expect((await get(table, { id: { S: "k" } }))?.["value"]).toEqual({ N: read });
  });

  it("keeps sets as sets", async () => {
    const table = await dynamo.createTable();
    const sets = {
      texts: { SS: ["b", "a", "c"] },
      numbers: { NS: ["3", "1", "2.5"] },
      bytes: { BS: [Uint8Array.of(2), Uint8Array.of(1)] },
    };
    await put(table, { id: { S: "k" }, ...sets });
    const item = await get(table, { id: { S: "k" } });
    expect(new Set(item?.["texts"]?.SS)).toEqual(new Set(sets.texts.SS));
    expect(new Set(item?.["numbers"]?.NS)).toEqual(new Set(sets.numbers.NS));
    expect(new Set(item?.["bytes"]?.BS?.map(([byte]) => byte))).toEqual(new Set([1, 2]));
  });

  it("nests 32 levels, and no more", async () => {
    const table = await dynamo.createTable();
    const nested = (levels: number): AttributeValue => (levels === 0 ? { S: "x" } : { L: [nested(levels - 1)] });
    await put(table, { id: { S: "k" }, value: nested(31) });
    expect((await get(table, { id: { S: "k" } }))?.["value"]).toEqual(nested(31));
    expect(await refusal(put(table, { id: { S: "k" }, value: nested(33) }))).toBe(
      "400 ValidationException: 1 validation error detected: Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
    );
  });

  it("has 400 KB with its names, and not a byte more", async () => {
    const table = await dynamo.createTable();
    const rest = 400 * 1024 - "id".length - "k".length - "value".length;
    await put(table, sized(rest));
    expect((await get(table, { id: { S: "k" } }))?.["value"]?.S).toHaveLength(rest);
    expect(await refusal(put(table, sized(rest + 1)))).toBe(
      "400 ValidationException: Item size has exceeded the maximum allowed size",
    );
  });

  it("has a key of text, number or binary, and equal numbers are one key", async () => {
    const table = await dynamo.createTable({
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "N" },
        { AttributeName: "part", AttributeType: "B" },
      ],
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "part", KeyType: "RANGE" },
      ],
    });
    await put(table, { id: { N: "1.0" }, part: { B: Uint8Array.of(0, 255) }, value: { S: "first" } });
    await put(table, { id: { N: "1" }, part: { B: Uint8Array.of(0, 255) }, value: { S: "second" } });
    const item = await get(table, { id: { N: "10e-1" }, part: { B: Uint8Array.of(0, 255) } });
    expect(item?.["value"]).toEqual({ S: "second" });
  });

  it("is replaced whole, answered as it was, and deleted", async () => {
    const TableName = await dynamo.createTable();
    const client = dynamo.client();
    const Key = { id: { S: "k" } };
    await put(TableName, { ...Key, old: { S: "x" } });
    const { Attributes: replaced } = await client.send(
      new PutItemCommand({ TableName, Item: { ...Key, new: { S: "y" } }, ReturnValues: "ALL_OLD" }),
    );
    expect(replaced).toEqual({ ...Key, old: { S: "x" } });
    const { Attributes: deleted } = await client.send(
      new DeleteItemCommand({ TableName, Key, ReturnValues: "ALL_OLD" }),
    );
    expect(deleted).toEqual({ ...Key, new: { S: "y" } });
    expect(await get(TableName, Key)).toBeUndefined();
    expect((await client.send(new DeleteItemCommand({ TableName, Key }))).Attributes).toBeUndefined();
  });

  it("is read in parts", async () => {
    const TableName = await dynamo.createTable();
    const list = { L: [{ S: "a" }, { S: "b" }, { M: { c: { N: "1" }, d: { N: "2" } } }] };
    await put(TableName, { id: { S: "k" }, list, other: { S: "x" } });
    const { Item } = await dynamo.client().send(
      new GetItemCommand({
        TableName,
        Key: { id: { S: "k" } },
        ProjectionExpression: "#list[2].c, #list[0], nowhere.deep",
        ExpressionAttributeNames: { "#list": "list" },
      }),
    );
    expect(Item).toEqual({ list: { L: [{ S: "a" }, { M: { c: { N: "1" } } }] } });
  });

  it("costs capacity by its size", async () => {
    const TableName = await dynamo.createTable();
    const Item = { id: { S: "k" }, value: { S: "x".repeat(4096) } };
    const client = dynamo.client();
    const written = await client.send(new PutItemCommand({ TableName, Item, ReturnConsumedCapacity: "TOTAL" }));
    expect(written.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 5 });
    const read = { TableName, Key: { id: { S: "k" } }, ReturnConsumedCapacity: "TOTAL" } as const;
    expect((await client.send(new GetItemCommand(read))).ConsumedCapacity).toEqual({ TableName, CapacityUnits: 1 });
    const { ConsumedCapacity } = await client.send(new GetItemCommand({ ...read, ConsistentRead: true }));
    expect(ConsumedCapacity).toEqual({ TableName, CapacityUnits: 2 });
  });
});

describe("refusals of items", () => {
  it.each<[Item, string]>([
    [{}, "One or more parameter values were invalid: Missing the key id in the item"],
    [{ id: { N: "1" } }, "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N"],
    [
      { id: { S: "" } },
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id",
    ],
    [
      { id: { S: "k" }, n: { N: "one" } },
      "1 validation error detected: The parameter cannot be converted to a numeric value: one",
    ],
    [
      { id: { S: "k" }, n: { N: "1".repeat(39) } },
      "1 validation error detected: Attempting to store more than 38 significant digits in a Number",
    ],
    [
      { id: { S: "k" }, n: { N: "1e126" } },
      "1 validation error detected: Number overflow. Attempting to store a number with magnitude larger than supported range",
    ],
    [
      { id: { S: "k" }, s: { SS: ["a", "a"] } },
      '1 validation error detected: One or more parameter values were invalid: Input collection ["a", "a"] contains duplicates.',
    ],
    [
      { id: { S: "k" }, s: { SS: [] } },
      "1 validation error detected: One or more parameter values were invalid: An string set  may not be empty",
    ],
  ])("%j is refused in AWS's words", async (Item, message) => {
    const table = await dynamo.createTable();
    expect(await refusal(put(table, Item))).toBe(`400 ValidationException: ${message}`);
  });

  it("a key that is not the table's is refused", async () => {
    const TableName = await dynamo.createTable();
    expect(await refusal(get(TableName, { id: { S: "k" }, more: { S: "x" } }))).toBe(
      "400 ValidationException: The provided key element does not match the schema",
    );
    expect(await refusal(get("missing", { id: { S: "k" } }))).toBe(
      "400 ResourceNotFoundException: Requested resource not found",
    );
  });
});
