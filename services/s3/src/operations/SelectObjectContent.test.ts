import { gzipSync } from "node:zlib";
import type { SelectObjectContentEventStream } from "@aws-sdk/client-s3";
import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import type { S3Operations } from "../operation.ts";
import { makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { SelectObjectContent } from "./SelectObjectContent.ts";

const test = useS3();

type Input = S3Operations["SelectObjectContent"]["input"];

type Events = AsyncIterable<SelectObjectContentEventStream>;

async function begin({ name: Bucket }: Bucket, about: Partial<Input>): Promise<Events> {
  const { Payload: payload } = await test().call(SelectObjectContent, {
    Bucket,
    Key: "k",
    Expression: "SELECT * FROM S3Object",
    ExpressionType: "SQL",
    InputSerialization: { CSV: {} },
    OutputSerialization: { CSV: {} },
    ...about,
  });
  // as: the types of outputs have lost what an iterable is of.
  return payload as Events;
}

async function select(bucket: Bucket, about: Partial<Input>): Promise<SelectObjectContentEventStream[]> {
  const events: SelectObjectContentEventStream[] = [];
  for await (const event of await begin(bucket, about)) events.push(event);
  return events;
}

const textIn = (events: readonly SelectObjectContentEventStream[]): string =>
  Buffer.concat(events.flatMap(({ Records: records }) => (records?.Payload ? [records.Payload] : []))).toString();

const namesOf = (events: readonly SelectObjectContentEventStream[]): string[] =>
  events.flatMap((event) => Object.keys(event));

it("records come, then what was read of the object, and an end", async () => {
  const bucket = await makeBucket(test());
  await put(test(), bucket, { Key: "k", body: "id,name\n1,Ann\n2,Ben\n" });
  const events = await select(bucket, {
    Expression: "SELECT s.name FROM S3Object s WHERE s.id = '2'",
    InputSerialization: { CSV: { FileHeaderInfo: "USE" } },
  });
  expect(namesOf(events)).toEqual(["Records", "Stats", "End"]);
  expect(textIn(events)).toBe("Ben\n");
  expect(events[1]).toEqual({ Stats: { Details: { BytesScanned: 20, BytesProcessed: 20, BytesReturned: 4 } } });
});

it("a compressed object is read as what it was", async () => {
  const bucket = await makeBucket(test());
  const text = "a,b\n".repeat(1000);
  const packed = gzipSync(text);
  await put(test(), bucket, { Key: "k", body: packed });
  const events = await select(bucket, {
    InputSerialization: { CSV: {}, CompressionType: "GZIP" },
    RequestProgress: { Enabled: true },
  });
  expect(textIn(events)).toBe(text);
  const Details = { BytesScanned: packed.length, BytesProcessed: 4000, BytesReturned: 4000 };
  expect(events.slice(-3)).toEqual([{ Progress: { Details } }, { Stats: { Details } }, { End: {} }]);
});

it("a big object flows through in messages of at most 128 KB, with progress or signs of life between", async () => {
  const bucket = await makeBucket(test());
  const line = `${"x".repeat(99)}\n`;
  const body = line.repeat(200_000);
  await put(test(), bucket, { Key: "k", body });
  const events = await select(bucket, { RequestProgress: { Enabled: true } });
  const sizes = events.map(({ Records: records }) => records?.Payload?.length ?? 0);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(128 * 1024);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(body.length);
  expect(namesOf(events).filter((name) => name === "Progress")).toHaveLength(3);
  const none = await select(bucket, { Expression: "SELECT _1 FROM S3Object WHERE _1 = 'y'" });
  expect(namesOf(none)).toEqual(["Cont", "Cont", "Stats", "End"]);
});

it("no more is read than the limit needs", async () => {
  const bucket = await makeBucket(test());
  await put(test(), bucket, { Key: "k", body: "a\n".repeat(2_000_000) });
  const events = await select(bucket, { Expression: "SELECT * FROM S3Object LIMIT 2" });
  expect(textIn(events)).toBe("a\na\n");
  const scanned = events.find(({ Stats: stats }) => stats)?.Stats?.Details?.BytesScanned ?? Infinity;
  expect(scanned).toBeLessThan(1_000_000);
});

describe("a part of an object", () => {
  const TEXT = "h\naa\nbb\ncc\ndd\n";
  // Records begin at 0, 2, 5, 8 and 11.
  it.each([
    [{ Start: 0, End: 1 }, "h\n"],
    [{ Start: 0, End: 2 }, "h\naa\n"],
    [{ Start: 2, End: 4 }, "aa\n"],
    [{ Start: 3, End: 5 }, "bb\n"],
    [{ Start: 3, End: 4 }, ""],
    [{ Start: 5 }, "bb\ncc\ndd\n"],
    [{ End: 6 }, "cc\ndd\n"],
    [{ Start: 12 }, ""],
    [{ Start: 8, End: 1000 }, "cc\ndd\n"],
  ])("from byte to byte, %j, is the records that begin there", async (ScanRange, selected) => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: TEXT });
    expect(textIn(await select(bucket, { ScanRange }))).toBe(selected);
  });

  it("parts side by side are the whole, wherever they meet, and each knows the header", async () => {
    const bucket = await makeBucket(test());
    const rows = Array.from({ length: 20_000 }, (_, index) => `${index},${"x".repeat(index % 7)}\n`);
    const body = `id,text\n${rows.join("")}`;
    await put(test(), bucket, { Key: "k", body });
    const edges = [0, 1, 7, 8, 9, 65_535, 65_536, 65_537, 100_001, body.length];
    let ids = "";
    for (const [index, Start] of edges.slice(0, -1).entries()) {
      const events = await select(bucket, {
        Expression: "SELECT id FROM S3Object",
        InputSerialization: { CSV: { FileHeaderInfo: "USE" } },
        ScanRange: { Start, End: (edges[index + 1] ?? 0) - 1 },
      });
      ids += textIn(events);
    }
    expect(ids).toBe(rows.map((_, index) => `${index}\n`).join(""));
  });

  it.each<readonly [string, Partial<Input>, string]>([
    ["behind its end", { ScanRange: { Start: 99 } }, "InvalidScanRange"],
    ["that ends before it begins", { ScanRange: { Start: 3, End: 2 } }, "InvalidScanRange"],
    ["of nothing", { ScanRange: {} }, "InvalidScanRange"],
    ["that is compressed", { InputSerialization: { CSV: {}, CompressionType: "GZIP" } }, "UnsupportedScanRangeInput"],
    ["of documents", { InputSerialization: { JSON: { Type: "DOCUMENT" } } }, "UnsupportedScanRangeInput"],
    [
      "with quoted delimiters",
      { InputSerialization: { CSV: { AllowQuotedRecordDelimiter: true } } },
      "UnsupportedScanRangeInput",
    ],
  ])("%s is refused", async (_, ...[about, code]) => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: TEXT });
    expect(await refusal(select(bucket, { ScanRange: { Start: 0, End: 5 }, ...about }))).toContain(code);
  });
});

describe("what cannot be read is refused, before anything is sent:", () => {
  it.each<readonly [string, string | Buffer, Partial<Input>, string]>([
    ["no gzip", "text", { InputSerialization: { CSV: {}, CompressionType: "GZIP" } }, "TruncatedInput"],
    [
      "half of it",
      gzipSync("a\n").subarray(0, 15),
      { InputSerialization: { CSV: {}, CompressionType: "GZIP" } },
      "TruncatedInput",
    ],
    ["BZIP2", "text", { InputSerialization: { CSV: {}, CompressionType: "BZIP2" } }, "NotImplemented"],
    ["no UTF-8", Buffer.from([0x61, 0xff, 0x0a]), {}, "InvalidTextEncoding"],
    ["half a character", Buffer.from([0x61, 0xc3]), {}, "InvalidTextEncoding"],
    ["no JSON", "{", { InputSerialization: { JSON: { Type: "LINES" } } }, "JSONParsingError"],
    ["no such column", "a\n1\n", { Expression: "SELECT b FROM S3Object" }, "EvaluatorBindingDoesNotExist"],
    ["no SQL", "text", { Expression: "SELEKT" }, "ParseUnexpectedToken"],
    ["another language", "text", { ExpressionType: "GraphQL" as "SQL" }, "InvalidExpressionType"],
    ["another key", "text", { Key: "other" }, "NoSuchKey"],
  ])("%s", async (_, ...[body, about, code]) => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body });
    expect(await refusal(select(bucket, about))).toContain(code);
  });

  it("an archived object", async () => {
    const bucket = await makeBucket(test());
    await put(test(), bucket, { Key: "k", body: "text", StorageClass: "GLACIER" });
    expect(await refusal(select(bucket, {}))).toContain("InvalidObjectState");
  });
});

it("what fails behind the first records ends the stream", async () => {
  const bucket = await makeBucket(test());
  await put(test(), bucket, { Key: "k", body: `${"1\n".repeat(200_000)}x\n` });
  const events = await begin(bucket, { Expression: "SELECT CAST(_1 AS INT) FROM S3Object" });
  let records = 0;
  const all = async (): Promise<void> => {
    for await (const event of events) records += event.Records === undefined ? 0 : 1;
  };
  expect(await refusal(all())).toContain("CastFailed");
  expect(records).toBeGreaterThan(0);
});
