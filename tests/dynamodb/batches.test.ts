import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  PutItemCommand,
  ScanCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

type Item = Record<string, AttributeValue>;

const key = (id: string): Item => ({ id: { S: id } });
const put = (id: string, more: Item = {}): WriteRequest => ({ PutRequest: { Item: { ...key(id), ...more } } });
const write = (RequestItems: Record<string, WriteRequest[]>) =>
  dynamo.client().send(new BatchWriteItemCommand({ RequestItems }));
const ids = (items: readonly Item[] | undefined): Set<string | undefined> => new Set(items?.map(({ id }) => id?.S));
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `item ${index}`);

describe("a batch", () => {
  it("writes to several tables, and deletes", async () => {
    const [first, second] = [await dynamo.createTable(), await dynamo.createTable()];
    await write({ [first]: [put("a"), put("b")], [second]: [put("c")] });
    const { UnprocessedItems } = await write({
      [first]: [put("d"), { DeleteRequest: { Key: key("a") } }],
      [second]: [{ DeleteRequest: { Key: key("missing") } }],
    });
    expect(UnprocessedItems).toEqual({});
    const scan = async (TableName: string) => (await dynamo.client().send(new ScanCommand({ TableName }))).Items;
    expect(ids(await scan(first))).toEqual(new Set(["b", "d"]));
    expect(ids(await scan(second))).toEqual(new Set(["c"]));
  });

  it("reads from several tables what is there", async () => {
    const [first, second] = [await dynamo.createTable(), await dynamo.createTable()];
    await write({ [first]: [put("a", { v: { N: "1" } }), put("b")], [second]: [put("a")] });
    const { Responses, UnprocessedKeys } = await dynamo.client().send(
      new BatchGetItemCommand({
        RequestItems: {
          [first]: { Keys: [key("a"), key("missing")], ProjectionExpression: "v", ConsistentRead: true },
          [second]: { Keys: [key("a"), key("b")] },
        },
      }),
    );
    expect(Responses).toEqual({ [first]: [{ v: { N: "1" } }], [second]: [key("a")] });
    expect(UnprocessedKeys).toEqual({});
  });

  it("reads a hundred items", async () => {
    const TableName = await dynamo.createTable();
    for (let from = 0; from < 100; from += 25) {
      await write({
        [TableName]: many(100)
          .slice(from, from + 25)
          .map((id) => put(id)),
      });
    }
    const Keys = many(100).map(key);
    const { Responses } = await dynamo
      .client()
      .send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }));
    expect(ids(Responses?.[TableName])).toEqual(new Set(many(100)));
  });

  it("leaves what exceeds 16 MB to another request", async () => {
    const TableName = await dynamo.createTable();
    const text = { S: "x".repeat(390 * 1024) };
    for (const id of many(50)) {
      await dynamo.client().send(new PutItemCommand({ TableName, Item: { ...key(id), text } }));
    }
    let Keys: Item[] | undefined = many(50).map(key);
    const seen: (string | undefined)[] = [];
    let requests = 0;
    while (Keys !== undefined) {
      const { Responses, UnprocessedKeys }: Awaited<ReturnType<typeof readBatch>> = await readBatch(TableName, Keys);
      seen.push(...ids(Responses?.[TableName]));
      Keys = UnprocessedKeys?.[TableName]?.Keys;
      requests += 1;
    }
    expect(requests).toBe(2);
    expect(seen).toHaveLength(50);
    expect(new Set(seen)).toEqual(new Set(many(50)));
  });

  it.each<[string, WriteRequest[], string]>([
    ["twice the same key", [put("a"), put("a")], "Provided list of item keys contains duplicates"],
    [
      "no key",
      [{ PutRequest: { Item: { v: { S: "x" } } } }],
      "400 ValidationException: The provided key element does not match the schema",
    ],
    ["26 items", many(26).map((id) => put(id)), "Member must have length less than or equal to 25"],
  ])("with %s is refused, and nothing of it is written", async (_name, requests, message) => {
    const TableName = await dynamo.createTable();
    expect(await refusal(write({ [TableName]: requests }))).toContain(message);
    expect((await dynamo.client().send(new ScanCommand({ TableName }))).Count).toBe(0);
  });

  it("on a table that is missing is refused whole", async () => {
    const TableName = await dynamo.createTable();
    expect(await refusal(write({ [TableName]: [put("a")], missing: [put("a")] }))).toBe(
      "400 ResourceNotFoundException: Requested resource not found",
    );
    expect((await dynamo.client().send(new ScanCommand({ TableName }))).Count).toBe(0);
  });
});

const readBatch = (TableName: string, Keys: Item[]) =>
  dynamo.client().send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }));
