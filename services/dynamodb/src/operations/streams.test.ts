import { describe, expect, it } from "vitest";
import { splitShards } from "../jobs/split-shards.ts";
import { present, shardIds, type StreamRecord, streamReader } from "../testing/stream-reader.ts";
import { attribute, hash, simpleTable } from "../testing/table-requests.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { CreateTable } from "./CreateTable.ts";
import { DeleteItem } from "./DeleteItem.ts";
import { DeleteTable } from "./DeleteTable.ts";
import { DescribeStream } from "./DescribeStream.ts";
import { GetItem } from "./GetItem.ts";
import { ListStreams } from "./ListStreams.ts";
import { PutItem } from "./PutItem.ts";
import { UpdateItem } from "./UpdateItem.ts";
import { UpdateTable } from "./UpdateTable.ts";

const dynamo = useDynamo();
const stream = streamReader(dynamo);

const HOUR_MS = 60 * 60 * 1000;

type View = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

let made = 0;

/** A table of its own for a test, with a stream. */
async function makeStream(
  view: View = "NEW_AND_OLD_IMAGES",
): Promise<{ readonly table: string; readonly arn: string }> {
  const table = `streamed-${(made += 1)}`;
  const StreamSpecification = { StreamEnabled: true, StreamViewType: view };
  await dynamo().call(CreateTable, { ...simpleTable(table), StreamSpecification });
  return { table, arn: await stream.arnOf(table) };
}

const put = (table: string, key: string, x?: string) =>
  dynamo().call(PutItem, { TableName: table, Item: { a: { S: key }, ...(x !== undefined && { x: { N: x } }) } });

const remove = (table: string, key: string) => dynamo().call(DeleteItem, { TableName: table, Key: { a: { S: key } } });

const increment = (table: string, key: string) =>
  dynamo().call(UpdateItem, {
    TableName: table,
    Key: { a: { S: key } },
    UpdateExpression: "ADD x :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
  });

const disable = (table: string) =>
  dynamo().call(UpdateTable, { TableName: table, StreamSpecification: { StreamEnabled: false } });

const split = (itemsPerShard: number): Promise<void> =>
  splitShards(dynamo().store, itemsPerShard).run(dynamo().clock, new AbortController().signal);

const told = ({ dynamodb, eventName }: StreamRecord) => [
  eventName,
  dynamodb?.Keys?.["a"]?.S,
  dynamodb?.OldImage,
  dynamodb?.NewImage,
];
const numberOf = ({ dynamodb }: StreamRecord): string => present(dynamodb?.SequenceNumber);

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

describe("GetShardIterator", () => {
  it("begins at the oldest change, behind the newest, at one, or after one", async () => {
    const { arn, table } = await makeStream();
    await put(table, "first");
    await put(table, "second");
    const latest = await stream.iterator(arn, { type: "LATEST" });
    await put(table, "third");
    const keysOf = async (iterator: string) => (await stream.get(iterator)).records.map((one) => told(one)[1]);
    const number = numberOf(present((await stream.all(arn))[1]));
    expect(await keysOf(latest)).toEqual(["third"]);
    expect(await keysOf(await stream.iterator(arn, { type: "TRIM_HORIZON" }))).toEqual(["first", "second", "third"]);
    const at = await stream.iterator(arn, { type: "AT_SEQUENCE_NUMBER", number });
    expect(await keysOf(at)).toEqual(["second", "third"]);
    const after = await stream.iterator(arn, { type: "AFTER_SEQUENCE_NUMBER", number });
    expect(await keysOf(after)).toEqual(["third"]);
  });

  it("takes the number at which an empty shard starts", async () => {
    const { arn, table } = await makeStream();
    const [shard] = present((await stream.describe(arn)).Shards);
    const number = present(shard?.SequenceNumberRange?.StartingSequenceNumber);
    const iterator = await stream.iterator(arn, { type: "AT_SEQUENCE_NUMBER", number });
    await put(table, "k");
    expect((await stream.get(iterator)).records).toHaveLength(1);
  });

  it("refuses what is not there in AWS's words", async () => {
    const { arn } = await makeStream();
    const missing = `${arn.slice(0, -3)}999`;
    const shard = present(shardIds(await stream.describe(arn))[0]);
    const start = { type: "TRIM_HORIZON", shard } as const;
    expect(await refusal(stream.iterator(missing, start))).toBe(
      `ResourceNotFoundException: Requested resource not found: Stream: ${missing} not found`,
    );
    expect(await refusal(stream.iterator("a".repeat(40), start))).toBe("ValidationException: Invalid StreamArn");
    expect(await refusal(stream.iterator(arn, { ...start, shard: "shardId-00000000000000000000-00000000" }))).toBe(
      "ResourceNotFoundException: Requested resource not found: Shard does not exist",
    );
    const number = "123456789012345678901";
    expect(await refusal(stream.iterator(arn, { type: "AT_SEQUENCE_NUMBER", number }))).toBe(
      "ValidationException: Invalid SequenceNumber",
    );
  });

  it("wants a sequence number where the type needs one, and only there", async () => {
    const { arn } = await makeStream();
    const number = "1".repeat(24);
    const without = { type: "AFTER_SEQUENCE_NUMBER" } as unknown as Parameters<typeof stream.iterator>[1]; // as: a client may leave it out
    expect(await refusal(stream.iterator(arn, without))).toContain("ValidationException");
    const withOne = { type: "LATEST", number } as const;
    expect(await refusal(stream.iterator(arn, withOne))).toContain("ValidationException");
  });

  it("refuses a change that was trimmed", async () => {
    const { arn, table } = await makeStream();
    await put(table, "old");
    const number = numberOf(present((await stream.all(arn))[0]));
    dynamo().clock.advance(25 * HOUR_MS);
    for (const type of ["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"] as const) {
      expect(await refusal(stream.iterator(arn, { type, number }))).toMatch(/^TrimmedDataAccessException: /);
    }
    expect(await stream.all(arn)).toEqual([]);
    await put(table, "new");
    expect((await stream.all(arn)).map((record) => told(record)[1])).toEqual(["new"]);
  });
});

describe("GetRecords", () => {
  it("answers no more than the limit, and goes on behind it", async () => {
    const { arn, table } = await makeStream();
    for (const key of ["1", "2", "3"]) await put(table, key);
    const first = await stream.get(await stream.iterator(arn, { type: "TRIM_HORIZON" }), 2);
    expect(first.records.map((record) => told(record)[1])).toEqual(["1", "2"]);
    const second = await stream.get(present(first.next));
    expect(second.records.map((record) => told(record)[1])).toEqual(["3"]);
    expect((await stream.get(present(second.next))).records).toEqual([]);
  });

  it("answers a megabyte at most", async () => {
    const { arn, table } = await makeStream("NEW_IMAGE");
    const text = { S: "x".repeat(300_000) };
    for (const key of ["1", "2", "3", "4", "5", "6"]) {
      await dynamo().call(PutItem, { TableName: table, Item: { a: { S: key }, text } });
    }
    const first = await stream.get(await stream.iterator(arn, { type: "TRIM_HORIZON" }));
    expect(first.records).toHaveLength(4);
    expect((await stream.get(present(first.next))).records).toHaveLength(2);
  });

  it("takes an iterator for fifteen minutes", async () => {
    const { arn } = await makeStream();
    const iterator = await stream.iterator(arn, { type: "LATEST" });
    dynamo().clock.advance(14 * 60_000);
    const { next } = await stream.get(iterator);
    dynamo().clock.advance(2 * 60_000);
    expect(await refusal(stream.get(iterator))).toMatch(/^ExpiredIteratorException: /);
    expect((await stream.get(present(next))).records).toEqual([]);
  });

  it("refuses iterators that it did not make, and more than a thousand records", async () => {
    const { arn } = await makeStream();
    const other = await makeStream();
    const iterator = await stream.iterator(arn, { type: "LATEST" });
    const forged = iterator.replace(arn, other.arn);
    expect(await refusal(stream.get(forged))).toBe("ValidationException: Invalid ShardIterator");
    expect(await refusal(stream.get("nonsense"))).toBe("ValidationException: Invalid ShardIterator");
    expect(await refusal(stream.get(iterator, 1001))).toBe(
      "ValidationException: 1 validation error detected: Value '1001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 1000",
    );
  });

  it("refuses a change that is trimmed while an iterator points to it", async () => {
    const { arn, table } = await makeStream();
    await put(table, "old");
    const number = numberOf(present((await stream.all(arn))[0]));
    dynamo().clock.advance(24 * HOUR_MS - 60_000);
    const iterator = await stream.iterator(arn, { type: "AT_SEQUENCE_NUMBER", number });
    dynamo().clock.advance(120_000);
    expect(await refusal(stream.get(iterator))).toMatch(/^TrimmedDataAccessException: /);
  });
});

describe("a stream that was disabled", () => {
  it("is read to its end for another day", async () => {
    const { arn, table } = await makeStream();
    const open = await stream.iterator(arn, { type: "LATEST" });
    await put(table, "k");
    await disable(table);
    await put(table, "unseen");
    const described = await stream.describe(arn);
    expect(described).toMatchObject({ StreamStatus: "DISABLED", TableName: table });
    expect(described.Shards?.[0]?.SequenceNumberRange?.EndingSequenceNumber).toMatch(/^\d{21,40}$/);
    const read = await stream.get(open);
    expect([read.records.map((record) => told(record)[1]), read.next]).toEqual([["k"], undefined]);
    expect(await stream.all(arn)).toHaveLength(1);
    dynamo().clock.advance(25 * HOUR_MS);
    expect(await refusal(stream.describe(arn))).toMatch(/^ResourceNotFoundException: /);
  });

  it("outlives its table", async () => {
    const { arn, table } = await makeStream();
    await put(table, "k");
    await dynamo().call(DeleteTable, { TableName: table });
    expect(await stream.all(arn)).toHaveLength(1);
    expect(await stream.describe(arn)).toMatchObject({ StreamStatus: "DISABLED" });
  });

  it("makes room for another one", async () => {
    const { arn, table } = await makeStream();
    await put(table, "first");
    await disable(table);
    dynamo().clock.advance(1);
    const StreamSpecification = { StreamEnabled: true, StreamViewType: "KEYS_ONLY" } as const;
    await dynamo().call(UpdateTable, { TableName: table, StreamSpecification });
    const next = await stream.arnOf(table);
    await put(table, "second");
    expect(next).not.toBe(arn);
    expect((await stream.all(arn)).map((record) => told(record)[1])).toEqual(["first"]);
    expect((await stream.all(next)).map((record) => told(record)[1])).toEqual(["second"]);
  });
});

describe("ListStreams", () => {
  it("lists the streams of an account by pages", async () => {
    const as = { account: "444455556666" };
    const { call } = dynamo();
    const StreamSpecification = { StreamEnabled: true, StreamViewType: "KEYS_ONLY" } as const;
    for (const name of ["one", "two", "three"]) {
      await call(CreateTable, { ...simpleTable(name), StreamSpecification }, as);
    }
    const first = await call(ListStreams, { Limit: 2 }, as);
    expect(first.Streams?.map(({ TableName }) => TableName)).toEqual(["one", "three"]);
    const last = present(first.LastEvaluatedStreamArn);
    const second = await call(ListStreams, { ExclusiveStartStreamArn: last }, as);
    expect(second).toEqual({
      Streams: [
        {
          TableName: "two",
          StreamArn: expect.stringContaining(":table/two/stream/"),
          StreamLabel: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/),
        },
      ],
    });
  });

  it("answers nothing of a table without a stream, and refuses what is no ARN", async () => {
    const { call } = dynamo();
    expect(await call(ListStreams, { TableName: "nobody-made-it" })).toEqual({ Streams: [] });
    expect(await refusal(call(ListStreams, { ExclusiveStartStreamArn: "k".repeat(40) }))).toBe(
      "ValidationException: Invalid StreamArn",
    );
  });
});

describe("a stream whose table grows", () => {
  it("splits its shards, and its changes stay in the order of their keys", async () => {
    const { arn, table } = await makeStream("NEW_IMAGE");
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    const write = (): Promise<unknown> => Promise.all(keys.map((key) => increment(table, key)));
    const open = await stream.iterator(arn, { type: "LATEST" });
    await write();
    await split(10);
    await write();
    await split(10);
    await write();

    const shards = present((await stream.describe(arn)).Shards);
    const [parent, ...children] = shards;
    expect(children.map(({ ParentShardId }) => ParentShardId)).toEqual([parent?.ShardId, parent?.ShardId]);
    expect(shards.map(({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber !== undefined)).toEqual([
      true,
      false,
      false,
    ]);
    const ids = shards.map(({ ShardId }) => present(ShardId));
    for (const id of ids) expect(id).toMatch(/^shardId-\d{20}-[0-9a-f]{8}$/);
    expect(ids).toEqual(ids.toSorted());

    const read: StreamRecord[][] = [];
    for (const id of ids) read.push([...(await stream.all(arn, id))]);
    expect(read.map((records) => records.length > 0)).toEqual([true, true, true]);
    const images = read.flat().map((record) => record.dynamodb?.NewImage);
    for (const key of keys) {
      const ofKey = images.filter((image) => image?.["a"]?.S === key);
      expect(ofKey.map((image) => image?.["x"]?.N)).toEqual(["1", "2", "3"]);
    }
    expect(images).toHaveLength(60);
    const rest = await stream.get(open);
    expect([rest.records.length, rest.next]).toEqual([20, undefined]);
  });

  it("tells every change once and in order, though it splits while they are made", async () => {
    const { arn, table } = await makeStream("NEW_IMAGE");
    const keys = Array.from({ length: 16 }, (_, index) => `key-${index}`);
    await Promise.all(keys.map((key) => put(table, key, "0")));
    const write = async (key: string): Promise<void> => {
      for (let time = 0; time < 30; time += 1) await increment(table, key);
    };
    const writing = keys.map(write);
    for (const itemsPerShard of [15, 7, 3]) await split(itemsPerShard);
    await Promise.all(writing);
    const ids = shardIds(await stream.describe(arn));
    expect(ids).toHaveLength(1 + 2 + 4 + 8);
    const read: StreamRecord[] = [];
    for (const id of ids) read.push(...(await stream.all(arn, id)));
    const images = read.map(({ dynamodb }) => dynamodb?.NewImage);
    for (const key of keys) {
      const ofKey = images.filter((image) => image?.["a"]?.S === key);
      expect(ofKey.map((image) => Number(image?.["x"]?.N))).toEqual(Array.from({ length: 31 }, (_, count) => count));
    }
  });

  it("tells a shard's children, and shards by pages", async () => {
    const { arn, table } = await makeStream();
    await put(table, "1");
    await put(table, "2");
    await split(1);
    const { call } = dynamo();
    const first = present((await call(DescribeStream, { StreamArn: arn, Limit: 2 })).StreamDescription);
    expect(first.LastEvaluatedShardId).toBe(shardIds(first)[1]);
    const ExclusiveStartShardId = present(first.LastEvaluatedShardId);
    const second = present((await call(DescribeStream, { StreamArn: arn, ExclusiveStartShardId })).StreamDescription);
    const ids = [...shardIds(first), ...shardIds(second)];
    expect([ids.length, new Set(ids).size, second.LastEvaluatedShardId]).toEqual([3, 3, undefined]);
    const ShardFilter = { Type: "CHILD_SHARDS", ShardId: present(ids[0]) } as const;
    const children = await call(DescribeStream, { StreamArn: arn, ShardFilter });
    expect(shardIds(present(children.StreamDescription))).toEqual(ids.slice(1));
    dynamo().clock.advance(25 * HOUR_MS);
    expect(shardIds(await stream.describe(arn))).toEqual(ids.slice(1));
  });
});
