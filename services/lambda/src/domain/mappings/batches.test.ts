import { expect, it } from "vitest";
import { countTogether, inPayloads, MAX_RECORDS_BYTES } from "./batch-size.ts";
import { discardedBatch, discardedKey } from "./discarded-batch.ts";
import { readItemFailures } from "./item-failures.ts";
import { readableShards } from "./shards.ts";
import { afterAttempt, countTooOld, pauseAfter } from "./stream-retries.ts";
import { laneOf, streamRecord } from "./stream-record.ts";
import { readWindowState, windowAt, windowedEvent } from "./tumbling-window.ts";

const half = { bytes: MAX_RECORDS_BYTES / 2 };

it("no more records go together than a batch and a payload have room for, and one at least", () => {
  expect(countTogether([half, half, half], 10)).toBe(2);
  expect(countTogether([half, half, half], 1)).toBe(1);
  expect(countTogether([{ bytes: MAX_RECORDS_BYTES * 2 }], 10)).toBe(1);
  expect(countTogether([], 10)).toBe(0);
  expect(inPayloads([half, half, half]).map(({ length }) => length)).toEqual([2, 1]);
});

const ids = ["1", "2", "3"];

// As AWS took them.
it.each(["", '""', "[]", "null", "{}", '{"batchItemFailures":[]}', '{"batchItemFailures":null}'])(
  "%s reports no failure",
  (answer) => {
    expect(readItemFailures(Buffer.from(answer), ids)).toEqual(new Set());
  },
);

it.each([
  '{"batchItemFailures":[{"itemIdentifier":""}]}',
  '{"batchItemFailures":[{"itemIdentifier":null}]}',
  '{"batchItemFailures":[{"foo":"1"}]}',
  '{"batchItemFailures":[{"itemIdentifier":"4"}]}',
  '{"batchItemFailures":["1"]}',
  '{"batchItemFailures":"1"}',
  "not json",
  '"done"',
])("%s reports that all of the batch failed", (answer) => {
  expect(readItemFailures(Buffer.from(answer), ids)).toBe("all");
});

it("a report names the records that failed", () => {
  const answer = '{"batchItemFailures":[{"itemIdentifier":"3"},{"itemIdentifier":"1"}]}';
  expect(readItemFailures(Buffer.from(answer), ids)).toEqual(new Set(["1", "3"]));
});

const piece = { items: [1, 2, 3, 4, 5], retries: 0, invokes: 0 };
const settings = { BisectBatchOnFunctionError: false, MaximumRetryAttempts: 1 };

it("a batch that succeeds is done", () => {
  expect(afterAttempt(piece, { failedAt: undefined }, settings)).toEqual({ done: 5, next: [] });
});

it("a batch that fails is tried again as often as it may be, and then given up", () => {
  const first = afterAttempt(piece, { failedAt: 0 }, settings);
  expect(first).toEqual({ done: 0, next: [{ ...piece, retries: 1, invokes: 1 }] });
  const second = afterAttempt({ ...piece, retries: 1, invokes: 1 }, { failedAt: 0 }, settings);
  expect(second).toEqual({ done: 0, next: [], discarded: { ...piece, retries: 1, invokes: 2 } });
  const forEver = { ...settings, MaximumRetryAttempts: -1 };
  expect(afterAttempt({ ...piece, retries: 9999 }, { failedAt: 0 }, forEver).next).toHaveLength(1);
});

it("a batch that is split spends no retry, and a record alone does", () => {
  const bisecting = { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0 };
  const { next } = afterAttempt(piece, { failedAt: 0 }, bisecting);
  expect(next.map(({ items, retries }) => [items, retries])).toEqual([
    [[1, 2, 3], 0],
    [[4, 5], 0],
  ]);
  expect(afterAttempt({ ...piece, items: [1] }, { failedAt: 0 }, bisecting).discarded?.items).toEqual([1]);
});

it("what comes before the first record that failed is done, and a batch is split there", () => {
  expect(afterAttempt(piece, { failedAt: 2 }, settings)).toEqual({
    done: 2,
    next: [{ items: [3, 4, 5], retries: 1, invokes: 1 }],
  });
  const bisecting = { ...settings, BisectBatchOnFunctionError: true };
  expect(afterAttempt(piece, { failedAt: 2 }, bisecting).next).toEqual([{ items: [3, 4, 5], retries: 0, invokes: 1 }]);
});

it("records are too old behind the greatest age, and never without one", () => {
  const items = [0, 50_000, 60_000].map((createdAt) => ({ createdAt }));
  expect(countTooOld(items, 60, 120_000)).toBe(2);
  expect(countTooOld(items, -1, 1e12)).toBe(0);
  expect(countTooOld(items, 60, 1e12)).toBe(3);
});

it("pauses between attempts become longer up to a bound", () => {
  expect([1, 2, 3, 100].map(pauseAfter)).toEqual([250, 500, 1000, 30_000]);
});

it("a batch that was given up without having been tried has no answer of the function", () => {
  const createdAt = Date.UTC(2026, 9, 18, 9, 10, 11);
  const records = [
    { sequenceNumber: "1", createdAt },
    { sequenceNumber: "2", createdAt: createdAt + 1000 },
  ];
  const batch = {
    condition: "RecordAgeExceeded",
    functionArn: "f",
    streamArn: "s",
    shardId: "shard",
    records,
  } as const;
  expect(discardedBatch({ ...batch, invokes: 0 }, { now: createdAt + 1500, requestId: "r" })).toEqual({
    requestContext: { requestId: "r", functionArn: "f", condition: "RecordAgeExceeded", approximateInvokeCount: 0 },
    version: "1.0",
    timestamp: "2026-10-18T09:10:12.500Z",
    DDBStreamBatchInfo: {
      shardId: "shard",
      startSequenceNumber: "1",
      endSequenceNumber: "2",
      approximateArrivalOfFirstRecord: "2026-10-18T09:10:11Z",
      approximateArrivalOfLastRecord: "2026-10-18T09:10:12Z",
      batchSize: 2,
      streamArn: "s",
    },
  });
  expect(discardedKey({ uuid: "u", shardId: "shard" }, createdAt, "id")).toBe(
    "aws/lambda/u/shard/2026/10/18/2026-10-18T09.10.11-id",
  );
});

it("a shard is read when its parent is, or is gone, and not again", () => {
  const shards = [
    { id: "1", parentId: "0", isClosed: true },
    { id: "2", parentId: "1", isClosed: false },
    { id: "3", parentId: "1", isClosed: false },
  ];
  const readable = (read: readonly string[]): readonly string[] =>
    readableShards(shards, (id) => read.includes(id)).map(({ id }) => id);
  expect(readable([])).toEqual(["1"]);
  expect(readable(["1"])).toEqual(["2", "3"]);
  expect(readable(["1", "2"])).toEqual(["3"]);
});

const source = {
  kind: "dynamodb",
  arn: "arn:stream",
  place: { account: "1", region: "us-east-1" },
  name: "t",
  fifo: false,
} as const;

it("a deletion by time to live tells who deleted, in the function's own spelling", () => {
  const record = streamRecord(
    {
      eventName: "REMOVE",
      userIdentity: { Type: "Service", PrincipalId: "dynamodb.amazonaws.com" },
      dynamodb: { SequenceNumber: "1", ApproximateCreationDateTime: new Date(1_700_000_000_000) },
    },
    source,
  );
  expect(record.userIdentity).toEqual({ type: "Service", principalId: "dynamodb.amazonaws.com" });
  expect(record.dynamodb.ApproximateCreationDateTime).toBe(1_700_000_000);
});

const laneOfItem = (id: string): number => laneOf(streamRecord({ dynamodb: { Keys: { id: { S: id } } } }, source), 10);

it("all changes of an item go in one lane, and items in several", () => {
  expect(laneOfItem("a")).toBe(laneOfItem("a"));
  const lanes = new Set(Array.from({ length: 100 }, (_, index) => laneOfItem(String(index))));
  expect(lanes.size).toBe(10);
});

it("a window begins at a multiple of its length, and its event tells so", () => {
  const window = windowAt(Date.UTC(2026, 9, 18, 9, 10, 11), 60);
  const of = { records: [], shardId: "shard", streamArn: "s", isFinal: true, isTerminatedEarly: false };
  expect(windowedEvent({ ...of, window: { ...window, state: { n: 1 } } })).toEqual({
    Records: [],
    window: { start: "2026-10-18T09:10:00Z", end: "2026-10-18T09:11:00Z" },
    state: { n: 1 },
    shardId: "shard",
    eventSourceARN: "s",
    isFinalInvokeForWindow: true,
    isWindowTerminatedEarly: false,
  });
});

const state = (returned: unknown): object | undefined => readWindowState(Buffer.from(JSON.stringify(returned)));

it("a window's state is what the function returns as such, up to a megabyte", () => {
  expect(state({ state: { n: 1 } })).toEqual({ n: 1 });
  expect(state(null)).toEqual({});
  expect(state({ state: "n" })).toEqual({});
  expect(state({ state: { n: "x".repeat(1024 * 1024) } })).toBeUndefined();
});
