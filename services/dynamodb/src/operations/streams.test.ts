import { describe, expect, it } from "vitest";
import { splitShards } from "../jobs/split-shards.ts";
import { present, shardIds, type StreamRecord, streamReader } from "../testing/stream-reader.ts";
import { streamedTables } from "../testing/streamed-tables.ts";
import { simpleTable } from "../testing/table-requests.ts";
import { refusal, testCall } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { CreateTable } from "./CreateTable.ts";
import { DeleteTable } from "./DeleteTable.ts";
import { DescribeStream } from "./DescribeStream.ts";
import { GetRecords } from "./GetRecords.ts";
import { GetShardIterator } from "./GetShardIterator.ts";
import { ListStreams } from "./ListStreams.ts";
import { UpdateTable } from "./UpdateTable.ts";

const dynamo = useDynamo();
const stream = streamReader(dynamo);
const { makeStream, put, increment, disable } = streamedTables(dynamo, stream);

const HOUR_MS = 60 * 60 * 1000;

const split = (itemsPerShard: number): Promise<void> =>
  splitShards(dynamo().store, itemsPerShard).run(dynamo().clock, new AbortController().signal);

const told = ({ dynamodb, eventName }: StreamRecord) => [
  eventName,
  dynamodb?.Keys?.["a"]?.S,
  dynamodb?.OldImage,
  dynamodb?.NewImage,
];

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

describe("a stream of another place", () => {
  it("is none that could be read here, where it is another region", async () => {
    const { arn, table } = await makeStream();
    await put(table, "k");
    const [ShardId = ""] = shardIds(await stream.describe(arn));
    const ShardIterator = await stream.iterator(arn, { type: "TRIM_HORIZON" });
    const { clock, store } = dynamo();
    const away = testCall({ clock, region: "eu-west-1" });
    const invalid = "ValidationException: Invalid StreamArn";
    expect(await refusal(DescribeStream({ StreamArn: arn }, away, store))).toBe(invalid);
    expect(await refusal(ListStreams({ ExclusiveStartStreamArn: arn }, away, store))).toBe(invalid);
    expect(await refusal(GetRecords({ ShardIterator }, away, store))).toBe(invalid);
    expect(await refusal(GetShardIterator({ StreamArn: arn, ShardId, ShardIteratorType: "LATEST" }, away, store))).toBe(
      invalid,
    );
  });

  it("is listed to its owner alone, where it is another account", async () => {
    const { arn } = await makeStream();
    const TableName = arn.slice(0, arn.indexOf("/stream/"));
    const streams = async (account?: string): Promise<number | undefined> =>
      (await dynamo().call(ListStreams, { TableName }, account === undefined ? {} : { account })).Streams?.length;
    expect([await streams(), await streams("444455556666")]).toEqual([1, 0]);
  });
});
