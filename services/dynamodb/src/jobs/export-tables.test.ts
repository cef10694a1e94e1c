import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { AwsError } from "@skylab/aws";
import { refusal, testCall } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { CreateTable } from "../operations/CreateTable.ts";
import { DeleteItem } from "../operations/DeleteItem.ts";
import { DeleteTable } from "../operations/DeleteTable.ts";
import { DescribeExport } from "../operations/DescribeExport.ts";
import { ExportTableToPointInTime } from "../operations/ExportTableToPointInTime.ts";
import { ListExports } from "../operations/ListExports.ts";
import { PutItem } from "../operations/PutItem.ts";
import { UpdateContinuousBackups } from "../operations/UpdateContinuousBackups.ts";
import { copySpace } from "../store/spaces.ts";
import { type BucketStandIn, bucketStandIn } from "../testing/bucket-stand-in.ts";
import { simpleTable } from "../testing/table-requests.ts";
import { ACCOUNT, useDynamo } from "../testing/use-dynamo.ts";
import { exportTables } from "./export-tables.ts";
import { fill } from "./fill.ts";

const dynamo = useDynamo();

const arnOf = (name: string): string => `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${name}`;

async function recoverable(name: string): Promise<void> {
  await dynamo().call(CreateTable, simpleTable(name));
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await dynamo().call(UpdateContinuousBackups, { TableName: name, PointInTimeRecoverySpecification });
}

const put = (TableName: string, key: string, more: object = {}) =>
  dynamo().call(PutItem, { TableName, Item: { a: { S: key }, ...more } });

async function begin(name: string, more: object = {}): Promise<string> {
  const input = { TableArn: arnOf(name), S3Bucket: "bucket", ...more };
  const { ExportDescription } = await dynamo().call(ExportTableToPointInTime, input);
  return ExportDescription?.ExportArn ?? "";
}

const exportWith = (bucket: BucketStandIn, signal = new AbortController().signal) =>
  exportTables(dynamo().store, bucket.call).run(dynamo().clock, signal);

const fillAll = () => fill(dynamo().store).run(dynamo().clock, new AbortController().signal);

const describeOne = async (ExportArn: string) => (await dynamo().call(DescribeExport, { ExportArn })).ExportDescription;

/** The one object whose key ends so. */
function objectOf({ objects }: BucketStandIn, end: string): { readonly key: string; readonly bytes: Buffer } {
  const [[key, bytes] = [], ...others] = [...objects].filter(([one]) => one.endsWith(end));
  if (key === undefined || bytes === undefined || others.length > 0) throw new Error(`Not one object is named ${end}`);
  return { key, bytes };
}

const md5 = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("base64");

describe("an export", () => {
  it("is written with the items as they are when their copy is complete, and its manifests", async () => {
    await recoverable("orders");
    await put("orders", "kept", { n: { N: "1.50" }, b: { B: Buffer.from("xyz") }, s: { SS: ["é"] } });
    await put("orders", "gone");
    const arn = await begin("orders", { S3Prefix: "nightly", ClientToken: "t1", S3BucketOwner: ACCOUNT });
    const bucket = bucketStandIn("bucket");
    await exportWith(bucket);
    expect(bucket.asked).toEqual([]);
    expect(await describeOne(arn)).toMatchObject({ ExportStatus: "IN_PROGRESS", ExportType: "FULL_EXPORT" });
    await dynamo().call(DeleteItem, { TableName: "orders", Key: { a: { S: "gone" } } });
    await fillAll();
    await put("orders", "later");
    await exportWith(bucket);

    const described = await describeOne(arn);
    expect(described).toMatchObject({
      ExportStatus: "COMPLETED",
      ExportFormat: "DYNAMODB_JSON",
      S3Bucket: "bucket",
      S3Prefix: "nightly",
      S3SseAlgorithm: "AES256",
      ClientToken: "t1",
      ItemCount: 1,
      BilledSizeBytes: 16,
    });
    const folder = `nightly/AWSDynamoDB/${arn.split("/").at(-1)}/`;
    expect(described?.ExportManifest).toBe(`${folder}manifest-summary.json`);
    const data = objectOf(bucket, ".json.gz");
    expect(data.key).toMatch(new RegExp(`^${folder}data/[0-9a-v]{26}\\.json\\.gz$`));
    expect(gunzipSync(data.bytes).toString()).toBe(
      '{"Item":{"a":{"S":"kept"},"n":{"N":"1.5"},"b":{"B":"eHl6"},"s":{"SS":["é"]}}}\n',
    );
    const files = objectOf(bucket, "manifest-files.json");
    expect(JSON.parse(files.bytes.toString())).toEqual({
      itemCount: 1,
      md5Checksum: md5(data.bytes),
      etag: createHash("md5").update(data.bytes).digest("hex"),
      dataFileS3Key: data.key,
    });
    expect(objectOf(bucket, "manifest-files.md5").bytes.toString()).toBe(md5(files.bytes));
    const summary = objectOf(bucket, "manifest-summary.json");
    expect(JSON.parse(summary.bytes.toString())).toMatchObject({
      version: "2020-06-30",
      exportArn: arn,
      tableArn: arnOf("orders"),
      s3Prefix: "nightly",
      s3SseKmsKeyId: null,
      manifestFilesS3Key: files.key,
      billedSizeBytes: 16,
      itemCount: 1,
      outputFormat: "DYNAMODB_JSON",
    });
    expect(objectOf(bucket, "manifest-summary.md5").bytes.toString()).toBe(md5(summary.bytes));
    expect([...bucket.objects.keys()][0]).toBe(`${folder}_started`);
    expect(bucket.asked[0]).toMatchObject({
      operation: "PutObject",
      input: { ExpectedBucketOwner: ACCOUNT, ServerSideEncryption: "AES256" },
      as: {
        principal: { name: "dynamodb.amazonaws.com", sourceArn: arn },
        onBehalfOf: { arn: `arn:aws:iam::${ACCOUNT}:root` },
      },
    });
  });

  it("of many items has several files, and goes on where it was broken off", async () => {
    await recoverable("large");
    const text = "x".repeat(390_000);
    for (let index = 0; index < 25; index++) await put("large", `item ${index}`, { text: { S: text } });
    const arn = await begin("large");
    await fillAll();
    const bucket = bucketStandIn("bucket");
    const stop = new AbortController();
    const stopping: BucketStandIn = {
      ...bucket,
      call: async (call) => {
        if (String(call.input["Key"]).endsWith(".gz")) stop.abort();
        return bucket.call(call);
      },
    };
    await exportWith(stopping, stop.signal);
    expect(await describeOne(arn)).toMatchObject({ ExportStatus: "IN_PROGRESS" });
    bucket.refusal = new Error("S3 cannot be reached");
    await expect(exportWith(bucket)).rejects.toThrow("1 of 1 cannot go on");
    await exportWith(bucket);

    expect(await describeOne(arn)).toMatchObject({ ExportStatus: "COMPLETED", ItemCount: 25 });
    const files = [...bucket.objects].filter(([key]) => key.endsWith(".gz"));
    expect(files.length).toBeGreaterThan(1);
    const lines = files.flatMap(([, bytes]) => gunzipSync(bytes).toString().trimEnd().split("\n"));
    const keys = lines.map((line) => /"item \d+"/.exec(line)?.[0]);
    expect([lines.length, new Set(keys).size]).toEqual([25, 25]);
    const puts = bucket.asked.filter(({ input }) => String(input["Key"]).endsWith(".gz"));
    // The one that met the outage was asked for twice.
    expect(puts).toHaveLength(files.length + 1);
    const { partition } = (await dynamo().store.tables.read({ account: ACCOUNT, region: "us-east-1" }, "large")) ?? {};
    expect(await partition?.range(copySpace(arn.split("/").at(-1) ?? ""), { limit: 1 })).toEqual([]);
    await dynamo().call(DeleteTable, { TableName: "large" });
    expect(await describeOne(arn)).toMatchObject({ ExportStatus: "COMPLETED" });
  });

  it("of an empty table has a file without items", async () => {
    await recoverable("empty");
    const arn = await begin("empty");
    await fillAll();
    const bucket = bucketStandIn("bucket");
    await exportWith(bucket);
    expect(await describeOne(arn)).toMatchObject({ ExportStatus: "COMPLETED", ItemCount: 0, BilledSizeBytes: 0 });
    expect(gunzipSync(objectOf(bucket, ".gz").bytes)).toHaveLength(0);
  });

  it.each([
    ["S3NoSuchBucket", "The specified bucket does not exist", undefined],
    ["S3AccessDenied", "Access Denied", new AwsError("AccessDenied", "Access Denied", { status: 403 })],
  ])("fails with %s where S3 refuses it", async (FailureCode, FailureMessage, refused) => {
    await recoverable(FailureCode);
    const arn = await begin(FailureCode, refused ? {} : { S3Bucket: "no-such-bucket" });
    await fillAll();
    const bucket = bucketStandIn("bucket");
    bucket.refusal = refused;
    await exportWith(bucket);
    expect(await describeOne(arn)).toMatchObject({ ExportStatus: "FAILED", FailureCode, FailureMessage });
    await exportWith(bucket);
    expect(bucket.asked).toHaveLength(1);
  });
});

const asking = (name: string, more: object = {}): Promise<string> =>
  refusal(dynamo().call(ExportTableToPointInTime, { TableArn: arnOf(name), S3Bucket: "bucket", ...more }));

describe("ExportTableToPointInTime", () => {
  it("needs point-in-time recovery, a table, and the present second", async () => {
    await dynamo().call(CreateTable, simpleTable("plain"));
    expect(await asking("plain")).toBe(
      "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'plain'",
    );
    expect(await asking("none")).toBe("TableNotFoundException: Table not found: none");
    await recoverable("timed");
    // A second that has just begun lasts until both are asked.
    const { clock } = dynamo();
    clock.advance(1000 - (clock.now() % 1000));
    const now = clock.now();
    expect(await asking("timed", { ExportTime: new Date(now - 60_000) })).toContain("InvalidExportTimeException");
    expect(await begin("timed", { ExportTime: new Date(now) })).toContain("table/timed/export/");
  });

  it.each([{ ExportFormat: "ION" }, { ExportType: "INCREMENTAL_EXPORT" }, { FilterSpecification: {} }])(
    "says that it does not do %o",
    async (more) => {
      await recoverable(JSON.stringify(more).replaceAll(/[^A-Za-z]/g, ""));
      expect(await asking("any", more)).toContain("NotImplemented");
    },
  );

  it("takes a token once, and refuses it for another request within eight hours", async () => {
    await recoverable("tokens");
    const arn = await begin("tokens", { ClientToken: "same" });
    expect(await begin("tokens", { ClientToken: "same" })).toBe(arn);
    expect(await asking("tokens", { ClientToken: "same", S3Prefix: "else" })).toContain("ExportConflictException");
    dynamo().clock.advance(8 * 60 * 60 * 1000);
    expect(await begin("tokens", { ClientToken: "same", S3Prefix: "else" })).not.toBe(arn);
  });
});

it("exports are listed in pages, of one table or all", async () => {
  await recoverable("listed");
  const arns: string[] = [];
  for (let index = 0; index < 3; index++) {
    dynamo().clock.advance(1);
    arns.push(await begin("listed"));
  }
  const first = await dynamo().call(ListExports, { TableArn: arnOf("listed"), MaxResults: 2 });
  expect(first.ExportSummaries?.map(({ ExportArn }) => ExportArn)).toEqual(arns.slice(0, 2));
  const rest = await dynamo().call(ListExports, { TableArn: arnOf("listed"), NextToken: first.NextToken });
  expect(rest).toEqual({
    ExportSummaries: [{ ExportArn: arns[2], ExportStatus: "IN_PROGRESS", ExportType: "FULL_EXPORT" }],
  });
  expect(await refusal(describeOne(`${arns[0]}x`))).toBe(`ExportNotFoundException: Export not found: ${arns[0]}x`);
});

it("exports are of one place: others are neither told nor listed", async () => {
  await recoverable("ours");
  const ExportArn = await begin("ours");
  const invalid = "ValidationException: Invalid Export ARN";
  const away = testCall({ region: "eu-west-1" });
  expect(await refusal(DescribeExport({ ExportArn }, away, dynamo().store))).toBe(invalid);
  expect(await refusal(describeOne(arnOf("ours")))).toBe(invalid);
  const TableArn = arnOf("ours").replace(ACCOUNT, "444455556666");
  expect(await dynamo().call(ListExports, { TableArn })).toEqual({ ExportSummaries: [] });
});
