import { describe, expect, it } from "vitest";
import { numberOf, present, streamReader, told } from "../testing/stream-reader.ts";
import { streamedTables } from "../testing/streamed-tables.ts";
import { attribute, hash } from "../testing/table-requests.ts";
import { useDynamo } from "../testing/use-dynamo.ts";
import { CreateTable } from "./CreateTable.ts";
import { GetItem } from "./GetItem.ts";
import { PutItem } from "./PutItem.ts";

const dynamo = useDynamo();
const stream = streamReader(dynamo);
const { makeStream, put, remove, increment } = streamedTables(dynamo, stream);

describe("a stream's records", () => {
  it("tell each change once, and nothing where nothing changed", async () => {
    const { arn, table } = await makeStream();
    await put(table, "k", "2");
    await put(table, "k", "2");
    await put(table, "k");
    await remove(table, "k");
    await remove(table, "k");
    await increment(table, "k");
    await increment(table, "k");
    const a = { S: "k" };
    expect((await stream.all(arn)).map(told)).toEqual([
      ["INSERT", "k", undefined, { a, x: { N: "2" } }],
      ["MODIFY", "k", { a, x: { N: "2" } }, { a }],
      ["REMOVE", "k", { a }, undefined],
      ["INSERT", "k", undefined, { a, x: { N: "1" } }],
      ["MODIFY", "k", { a, x: { N: "1" } }, { a, x: { N: "2" } }],
    ]);
  });

  it.each([
    ["KEYS_ONLY", [false, false]],
    ["NEW_IMAGE", [false, true]],
    ["OLD_IMAGE", [true, false]],
    ["NEW_AND_OLD_IMAGES", [true, true]],
  ] as const)("show what the view %s shows", async (view, [old, now]) => {
    const { arn, table } = await makeStream(view);
    await put(table, "k", "1");
    await put(table, "k", "2");
    const modified = present((await stream.all(arn))[1]?.dynamodb);
    expect(modified.StreamViewType).toBe(view);
    expect(modified.Keys).toEqual({ a: { S: "k" } });
    expect(modified.OldImage).toEqual(old ? { a: { S: "k" }, x: { N: "1" } } : undefined);
    expect(modified.NewImage).toEqual(now ? { a: { S: "k" }, x: { N: "2" } } : undefined);
  });

  it("bear what AWS's bear", async () => {
    const table = "GameScores";
    await dynamo().call(CreateTable, {
      TableName: table,
      AttributeDefinitions: [attribute("Id", "N")],
      KeySchema: [hash("Id")],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    const Id = { N: "101" };
    dynamo().clock.set(1_700_000_000_987);
    await dynamo().call(PutItem, { TableName: table, Item: { Id, Message: { S: "New item!" } } });
    await dynamo().call(PutItem, { TableName: table, Item: { Id, Message: { S: "This item has changed" } } });
    const [inserted, modified] = await stream.all(await stream.arnOf(table));
    dynamo().clock.release();
    expect(inserted).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: "INSERT",
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "us-east-1",
      dynamodb: {
        ApproximateCreationDateTime: new Date(1_700_000_000_000),
        Keys: { Id },
        NewImage: { Id, Message: { S: "New item!" } },
        SequenceNumber: expect.stringMatching(/^[1-9]\d{20,39}$/),
        SizeBytes: 26,
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    });
    expect(modified?.dynamodb?.SizeBytes).toBe(59);
  });

  it("hold bytes as they were", async () => {
    const { arn, table } = await makeStream();
    const bytes = Buffer.from([0, 255]);
    const Item = { a: { S: "k" }, b: { B: bytes }, m: { M: { l: { L: [{ B: bytes }] } } }, s: { BS: [bytes] } };
    await dynamo().call(PutItem, { TableName: table, Item });
    expect((await stream.all(arn))[0]?.dynamodb?.NewImage).toEqual(Item);
  });

  it("of a thousand changes by sixteen writers are the history of the table", async () => {
    const { arn, table } = await makeStream();
    const keys = ["hot", "warm", "cold"];
    let changes = 0;
    const write = async (): Promise<void> => {
      while (changes < 1000) {
        const change = (changes += 1);
        const key = present(keys[change % 7 < 4 ? 0 : change % 3]);
        if (change % 11 === 0) await remove(table, key);
        else await increment(table, key);
      }
    };
    await Promise.all(Array.from({ length: 16 }, write));
    const records = await stream.all(arn);
    const numbers = records.map((record) => BigInt(numberOf(record)));
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => (a < b ? -1 : 1)));
    for (const key of keys) {
      let item: unknown;
      for (const [, , before, after] of records.map(told).filter(([, of]) => of === key)) {
        expect(before).toEqual(item);
        item = after;
      }
      expect((await dynamo().call(GetItem, { TableName: table, Key: { a: { S: key } } })).Item).toEqual(item);
    }
    expect(records.length).toBeGreaterThan(900);
  });
});
