import { gzipSync } from "node:zlib";
import { AwsError } from "@skylab/aws";
import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import type { DynamoOperations } from "../operation.ts";
import { DeleteTable } from "../operations/DeleteTable.ts";
import { DescribeImport } from "../operations/DescribeImport.ts";
import { DescribeTable } from "../operations/DescribeTable.ts";
import { ImportTable } from "../operations/ImportTable.ts";
import { ListImports } from "../operations/ListImports.ts";
import { PutItem } from "../operations/PutItem.ts";
import { Query } from "../operations/Query.ts";
import { Scan } from "../operations/Scan.ts";
import { type BucketStandIn, bucketStandIn } from "../testing/bucket-stand-in.ts";
import { all, attribute, hash, simpleTable } from "../testing/table-requests.ts";
import { ACCOUNT, useDynamo } from "../testing/use-dynamo.ts";
import { importTables } from "./import-tables.ts";

const dynamo = useDynamo();

type Request = DynamoOperations["ImportTable"]["input"];

/** A bucket with these objects. */
function bucketOf(objects: Readonly<Record<string, string | Buffer>>): BucketStandIn {
  const bucket = bucketStandIn("bucket");
  for (const [key, content] of Object.entries(objects)) bucket.objects.set(key, Buffer.from(content));
  return bucket;
}

const requestFor = (name: string, more: Partial<Request> = {}) => ({
  S3BucketSource: { S3Bucket: "bucket", S3KeyPrefix: "in/" },
  InputFormat: "DYNAMODB_JSON" as const,
  TableCreationParameters: simpleTable(name),
  ...more,
});

async function begin(name: string, more: Partial<Request> = {}): Promise<string> {
  const { ImportTableDescription } = await dynamo().call(ImportTable, requestFor(name, more));
  return ImportTableDescription?.ImportArn ?? "";
}

const importWith = (bucket: BucketStandIn, signal = new AbortController().signal) =>
  importTables(dynamo().store, bucket.call).run(dynamo().clock, signal);

const describeOne = async (ImportArn: string) =>
  (await dynamo().call(DescribeImport, { ImportArn })).ImportTableDescription;

const itemsOf = async (TableName: string) =>
  ((await dynamo().call(Scan, { TableName })).Items ?? []).toSorted((a, b) =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
  );

const byColour = (name: string, type: "S" | "N" | "B" = "S") => ({
  ...simpleTable(name),
  AttributeDefinitions: [attribute("a"), attribute("colour", type)],
  GlobalSecondaryIndexes: [{ IndexName: "by-colour", KeySchema: [hash("colour")], Projection: all }],
});

describe("an import of DynamoDB JSON", () => {
  it("makes a table that is there when all objects are read, with its indexes, and counts what is no item", async () => {
    const bucket = bucketOf({
      "in/1.json":
        '{"Item":{"a":{"S":"x"},"colour":{"S":"red"},"b":{"B":"eHl6"}}}\nnonsense\n\n{"Item":{"b":{"S":"no key"}}}\n',
      "in/2.json":
        '{"Item":{"a":{"S":"x"},"colour":{"S":"green"}}}\n{"Item":{"a":{"S":"x"},"colour":{"S":"blue"}}}\r\n{"Item":{"a":{"S":"y"},"n":{"N":"01.0"}}}',
      "other/3.json": '{"Item":{"a":{"S":"z"}}}\n',
    });
    const arn = await begin("json", { TableCreationParameters: byColour("json") });
    expect(arn).toContain(`arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/json/import/`);
    expect(await describeOne(arn)).toMatchObject({ ImportStatus: "IN_PROGRESS", InputCompressionType: "NONE" });
    expect((await dynamo().call(DescribeTable, { TableName: "json" })).Table?.TableStatus).toBe("CREATING");
    const early = dynamo().call(PutItem, { TableName: "json", Item: { a: { S: "early" } } });
    expect(await refusal(early)).toContain("ResourceNotFoundException");
    expect(await refusal(dynamo().call(DeleteTable, { TableName: "json" }))).toContain("ResourceInUseException");
    await importWith(bucket);

    expect(await describeOne(arn)).toMatchObject({
      ImportStatus: "COMPLETED",
      ErrorCount: 2,
      ProcessedItemCount: 6,
      ImportedItemCount: 4,
      ProcessedSizeBytes:
        (bucket.objects.get("in/1.json")?.length ?? 0) + (bucket.objects.get("in/2.json")?.length ?? 0),
      S3BucketSource: { S3Bucket: "bucket", S3KeyPrefix: "in/" },
      TableCreationParameters: byColour("json"),
    });
    expect((await dynamo().call(DescribeTable, { TableName: "json" })).Table?.TableStatus).toBe("ACTIVE");
    expect(await itemsOf("json")).toEqual([
      { a: { S: "x" }, colour: { S: "blue" } },
      { a: { S: "y" }, n: { N: "1" } },
    ]);
    const colours = async (colour: string) => {
      const ExpressionAttributeValues = { ":c": { S: colour } };
      const KeyConditionExpression = "colour = :c";
      const query = { TableName: "json", IndexName: "by-colour", KeyConditionExpression, ExpressionAttributeValues };
      return (await dynamo().call(Query, query)).Count;
    };
    expect([await colours("blue"), await colours("red"), await colours("green")]).toEqual([1, 0, 0]);
    expect(bucket.asked[0]?.as).toMatchObject({
      principal: { name: "dynamodb.amazonaws.com", sourceArn: arn },
      onBehalfOf: { arn: `arn:aws:iam::${ACCOUNT}:root` },
    });
  });

  it("goes on where it was broken off, and counts nothing twice", async () => {
    const lines = Array.from({ length: 250 }, (_, index) => `{"Item":{"a":{"S":"${index}"}}}\n`).join("");
    const bucket = bucketOf({ "in/1.gz": gzipSync(lines), "in/2.gz": gzipSync("nonsense\n") });
    const arn = await begin("resumed", { InputCompressionType: "GZIP" });
    for (let turn = 0; turn < 4; turn++) await importWith(bucket, AbortSignal.abort());
    expect(await describeOne(arn)).toMatchObject({ ImportStatus: "IN_PROGRESS", ProcessedItemCount: 251 });
    bucket.refusal = new Error("S3 cannot be reached");
    await expect(importWith(bucket)).rejects.toThrow("1 of 1 cannot go on");
    await importWith(bucket);
    expect(await describeOne(arn)).toMatchObject({
      ImportStatus: "COMPLETED",
      ProcessedItemCount: 251,
      ImportedItemCount: 250,
      ErrorCount: 1,
      ProcessedSizeBytes: lines.length + 9,
    });
    expect(await itemsOf("resumed")).toHaveLength(250);
  });

  it("reads no further where an object is no gzip", async () => {
    const whole = gzipSync('{"Item":{"a":{"S":"1"}}}\n');
    const bucket = bucketOf({
      "in/1": whole.subarray(0, -4),
      "in/2": "plain",
      "in/3": gzipSync('{"Item":{"a":{"S":"3"}}}'),
    });
    const arn = await begin("gzip", { InputCompressionType: "GZIP" });
    await importWith(bucket);
    expect(await describeOne(arn)).toMatchObject({ ImportStatus: "COMPLETED", ErrorCount: 2 });
    expect(await itemsOf("gzip")).toContainEqual({ a: { S: "3" } });
  });

  it.each([
    '{"a":{"S":"1"}}',
    '{"Item":{"a":{"S":1}}}',
    '{"Item":{"a":{"S":"1","N":"1"}}}',
    '{"Item":{"a":{"X":"1"}}}',
    '{"Item":{"a":{"toString":"1"}}}',
    '{"Item":{"a":{"N":"1"}}}',
    '{"Item":{"a":{"S":""}}}',
    '{"Item":[]}',
    '{"Item":{"a":{"S":"1"},"n":{"N":"one"}}}',
    '{"Item":{"a":{"S":"1"},"s":{"SS":"one"}}}',
    '{"Item":{"a":{"S":"1"},"l":{"L":[1]}}}',
    '{"Item":{"a":{"S":"1"},"t":{"BOOL":"true"}}}',
    `{"Item":{"a":{"S":"1"},"t":{"S":"${"x".repeat(409_600)}"}}}`,
  ])("counts as an error %.60s", async (line) => {
    const name = `bad-${dynamo().clock.now()}`;
    dynamo().clock.advance(1);
    const arn = await begin(name);
    await importWith(bucketOf({ "in/1": line }));
    expect(await describeOne(arn)).toMatchObject({ ErrorCount: 1, ProcessedItemCount: 1, ImportedItemCount: 0 });
  });
});

describe("an import of CSV", () => {
  it("takes the first line as header, keys by their types and all else as text", async () => {
    const rows = [
      "a,colour,note",
      '1,10,"said ""no"", twice"',
      '2,2.50,"two\nlines"',
      "3,nothing,x",
      "4,4",
      'value "5",5,x',
      "6,6,",
    ];
    const arn = await begin("csv", { InputFormat: "CSV", TableCreationParameters: byColour("csv", "N") });
    await importWith(bucketOf({ "in/1.csv": `${rows.join("\n")}\n` }));
    expect(await describeOne(arn)).toMatchObject({ ErrorCount: 3, ProcessedItemCount: 6, ImportedItemCount: 3 });
    expect(await itemsOf("csv")).toEqual([
      { a: { S: "1" }, colour: { N: "10" }, note: { S: 'said "no", twice' } },
      { a: { S: "2" }, colour: { N: "2.5" }, note: { S: "two\nlines" } },
      { a: { S: "6" }, colour: { N: "6" }, note: { S: "" } },
    ]);
  });

  it("takes a header and a delimiter from the request, and then the first line as a row", async () => {
    const InputFormatOptions = { Csv: { Delimiter: ";", HeaderList: ["a", "b"] } };
    await begin("headed", { InputFormat: "CSV", InputFormatOptions });
    await importWith(bucketOf({ "in/1.csv": "1;x,y\n2;z" }));
    expect(await itemsOf("headed")).toEqual([
      { a: { S: "1" }, b: { S: "x,y" } },
      { a: { S: "2" }, b: { S: "z" } },
    ]);
  });

  it("knows the header where it goes on", async () => {
    const rows = Array.from({ length: 150 }, (_, index) => `${index},x\n`).join("");
    const bucket = bucketOf({ "in/1.csv": `a,b\n${rows}` });
    const arn = await begin("resumed-csv", { InputFormat: "CSV" });
    await importWith(bucket, AbortSignal.abort());
    await importWith(bucket);
    expect(await describeOne(arn)).toMatchObject({ ImportStatus: "COMPLETED", ImportedItemCount: 150, ErrorCount: 0 });
  });
});

const asking = (more: Partial<Request>) => refusal(dynamo().call(ImportTable, requestFor("taken", more)));

describe("ImportTable", () => {
  it.each([
    ["S3NoSuchBucket", undefined],
    ["S3AccessDenied", new AwsError("AccessDenied", "Access Denied", { status: 403 })],
  ])("ends with %s where S3 refuses it, and the table is there", async (FailureCode, refused) => {
    const S3BucketSource = { S3Bucket: refused ? "bucket" : "no-such-bucket" };
    const arn = await begin(FailureCode, { S3BucketSource });
    const bucket = bucketOf({});
    bucket.refusal = refused;
    await importWith(bucket);
    expect(await describeOne(arn)).toMatchObject({ ImportStatus: "FAILED", FailureCode });
    expect(await itemsOf(FailureCode)).toEqual([]);
  });

  it("refuses a table that is there, and what it does not do", async () => {
    await begin("taken");
    expect(await asking({})).toBe("ResourceInUseException: Table already exists: taken");
    expect(await asking({ InputFormat: "ION" })).toContain("NotImplemented");
    expect(await asking({ InputCompressionType: "ZSTD" })).toContain("NotImplemented");
  });

  it("takes a token once", async () => {
    const arn = await begin("tokens", { ClientToken: "same" });
    expect(await begin("tokens", { ClientToken: "same" })).toBe(arn);
    const other = dynamo().call(ImportTable, requestFor("others", { ClientToken: "same" }));
    expect(await refusal(other)).toContain("ImportConflictException");
  });
});

it("imports are listed in pages", async () => {
  const as = { account: "444455556666" };
  for (const name of ["one", "two"]) {
    dynamo().clock.advance(1);
    await dynamo().call(ImportTable, requestFor(`listed-${name}`), as);
  }
  const first = await dynamo().call(ListImports, { PageSize: 1 }, as);
  expect(first.NextToken).toMatch(/^([0-9a-f]{16}){7}$/);
  const rest = await dynamo().call(ListImports, { NextToken: first.NextToken }, as);
  const listed = [...(first.ImportSummaryList ?? []), ...(rest.ImportSummaryList ?? [])];
  expect(listed.map(({ TableArn }) => TableArn?.split("/")[1])).toEqual(["listed-one", "listed-two"]);
  expect(rest.NextToken).toBeUndefined();
  expect(await refusal(describeOne(`${listed[0]?.ImportArn}x`))).toContain("ImportNotFoundException");
  const ImportArn = listed[0]?.ImportArn?.replace("us-east-1", "eu-west-1") ?? "";
  expect(await refusal(describeOne(ImportArn))).toBe("ValidationException: Invalid Import ARN");
  const TableArn = listed[0]?.TableArn?.replace(as.account, "999988887777");
  expect(await dynamo().call(ListImports, { ...(TableArn && { TableArn }) }, as)).toEqual({ ImportSummaryList: [] });
});
