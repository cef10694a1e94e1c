import { describe, expect, it } from "vitest";
import { numberOf, present, shardIds, streamReader, told } from "../testing/stream-reader.ts";
import { streamedTables } from "../testing/streamed-tables.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { PutItem } from "./PutItem.ts";

const dynamo = useDynamo();
const stream = streamReader(dynamo);
const { makeStream, put } = streamedTables(dynamo, stream);

const HOUR_MS = 60 * 60 * 1000;

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
