import { gunzipSync } from "node:zlib";
import {
  DescribeExportCommand,
  DescribeImportCommand,
  type DynamoDBClient,
  type ExportDescription,
  ExportTableToPointInTimeCommand,
  type ExportTableToPointInTimeCommandInput,
  ImportTableCommand,
  type ImportTableCommandInput,
  type ImportTableDescription,
  ListTablesCommand,
  QueryCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { GetObjectCommand, paginateListObjectsV2, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { createBucket } from "../s3/s3.ts";
import { soon } from "../soon.ts";
import { createTable, ORDERS, refusal, useDynamo } from "./dynamodb.ts";

const dynamo = useDynamo();

const ACCOUNT = "000000000000";

const s3 = (): S3Client => dynamo.skylab().client(S3Client);

const arnOf = (table: string): string => `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${table}`;

/** A table of orders that may be exported, with so many of them. */
async function ordersTable(count: number, client = dynamo.client()): Promise<string> {
  const table = await createTable(client, ORDERS);
  const documents = DynamoDBDocumentClient.from(client);
  for (let first = 0; first < count; first += 25) {
    const orders = Array.from({ length: Math.min(25, count - first) }, (_, index) => ({
      PutRequest: {
        Item: { customer: "me", number: first + index, status: index % 2 ? "open" : "paid", total: index },
      },
    }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [table]: orders } }));
  }
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await client.send(new UpdateContinuousBackupsCommand({ TableName: table, PointInTimeRecoverySpecification }));
  return table;
}

type ExportInput = ExportTableToPointInTimeCommandInput;

async function beginExport(input: ExportInput, client = dynamo.client()): Promise<string> {
  const { ExportDescription } = await client.send(new ExportTableToPointInTimeCommand(input));
  return ExportDescription?.ExportArn ?? "";
}

/** An export that has ended. */
const exportEnded = (ExportArn: string, client = dynamo.client()): Promise<ExportDescription> =>
  soon(async () => {
    const { ExportDescription = {} } = await client.send(new DescribeExportCommand({ ExportArn }));
    expect(ExportDescription.ExportStatus).not.toBe("IN_PROGRESS");
    return ExportDescription;
  });

/** An import that has ended. */
async function imported(input: ImportTableCommandInput, client = dynamo.client()): Promise<ImportTableDescription> {
  const begun = await client.send(new ImportTableCommand(input));
  return importEnded(begun.ImportTableDescription?.ImportArn ?? "", client);
}

const importEnded = (ImportArn: string, client: DynamoDBClient): Promise<ImportTableDescription> =>
  soon(async () => {
    const { ImportTableDescription = {} } = await client.send(new DescribeImportCommand({ ImportArn }));
    expect(ImportTableDescription.ImportStatus).not.toBe("IN_PROGRESS");
    return ImportTableDescription;
  });

async function keysOf(Bucket: string, Prefix: string, client = s3()): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  }
  return keys;
}

async function bytesOf(Bucket: string, Key: string): Promise<Uint8Array> {
  const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array(0);
}

const jsonOf = async (bucket: string, key: string): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse(Buffer.from(await bytesOf(bucket, key)).toString());

/** What an import makes of orders. */
const ordersIn = (TableName: string): NonNullable<ImportTableCommandInput["TableCreationParameters"]> => {
  const { AttributeDefinitions, GlobalSecondaryIndexes, KeySchema } = ORDERS;
  return {
    TableName,
    AttributeDefinitions: AttributeDefinitions.filter(({ AttributeName }) => AttributeName !== "total"),
    KeySchema,
    GlobalSecondaryIndexes,
    BillingMode: "PAY_PER_REQUEST",
  };
};

describe("a table", () => {
  it("is exported to a bucket of its account without a policy, and imported from there with its indexes", async () => {
    const [table, bucket] = [await ordersTable(60), await createBucket(s3())];
    const arn = await beginExport({ TableArn: arnOf(table), S3Bucket: bucket, S3Prefix: "nightly" });
    const described = await exportEnded(arn);
    const folder = `nightly/AWSDynamoDB/${arn.split("/").at(-1)}`;
    expect(described).toMatchObject({
      ExportStatus: "COMPLETED",
      ItemCount: 60,
      ExportManifest: `${folder}/manifest-summary.json`,
    });
    const names = (await keysOf(bucket, folder)).map((key) => key.slice(folder.length + 1));
    const data = names.filter((name) => name.startsWith("data/"));
    const manifests = ["files.json", "files.md5", "summary.json", "summary.md5"].map((name) => `manifest-${name}`);
    expect(names.toSorted()).toEqual(["_started", ...data, ...manifests].toSorted());
    expect(await jsonOf(bucket, `${folder}/manifest-summary.json`)).toMatchObject({ exportArn: arn, itemCount: 60 });
    const file = await jsonOf(bucket, `${folder}/manifest-files.json`);
    expect(file).toMatchObject({ itemCount: 60, dataFileS3Key: `${folder}/${data[0]}` });
    const head = await s3().send(new GetObjectCommand({ Bucket: bucket, Key: `${folder}/${data[0]}` }));
    expect(head.ETag).toBe(`"${String(file["etag"])}"`);
    expect(gunzipSync(await bytesOf(bucket, `${folder}/${data[0]}`)).toString()).toMatch(/^\{"Item":\{"customer":/);

    const copy = uniqueName("copy");
    const described2 = await imported({
      S3BucketSource: { S3Bucket: bucket, S3KeyPrefix: `${folder}/data/`, S3BucketOwner: ACCOUNT },
      InputFormat: "DYNAMODB_JSON",
      InputCompressionType: "GZIP",
      TableCreationParameters: ordersIn(copy),
    });
    expect(described2).toMatchObject({ ImportStatus: "COMPLETED", ImportedItemCount: 60, ErrorCount: 0 });
    const query = {
      IndexName: "by-status",
      KeyConditionExpression: "#s = :s",
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: { ":s": { S: "open" } },
    };
    const answers = [table, copy].map((TableName) => dynamo.client().send(new QueryCommand({ ...query, TableName })));
    const [before, after] = await Promise.all(answers);
    expect(after?.Items).toEqual(before?.Items);
    expect(after?.Count).toBeGreaterThan(0);
  });

  it("is made of CSV", async () => {
    const [TableName, bucket] = [uniqueName("csv"), await createBucket(s3())];
    const Body = "customer|number|status\nme|1|open\nme|two|open\n";
    await s3().send(new PutObjectCommand({ Bucket: bucket, Key: "orders.csv", Body }));
    const ended = await imported({
      S3BucketSource: { S3Bucket: bucket },
      InputFormat: "CSV",
      InputFormatOptions: { Csv: { Delimiter: "|" } },
      TableCreationParameters: ordersIn(TableName),
    });
    expect(ended).toMatchObject({ ImportStatus: "COMPLETED", ProcessedItemCount: 2, ErrorCount: 1 });
    const { Items } = await dynamo.client().send(new ScanCommand({ TableName }));
    expect(Items).toEqual([{ customer: { S: "me" }, number: { N: "1" }, status: { S: "open" } }]);
  });
});

/** A user who may use DynamoDB, and of S3 these actions. */
async function userWho(...actions: readonly string[]): Promise<DynamoDBClient> {
  const iam = dynamo.skylab().client(IAMClient);
  const UserName = uniqueName("user");
  await iam.send(new CreateUserCommand({ UserName }));
  const Statement = [{ Effect: "Allow", Action: ["dynamodb:*", ...actions], Resource: "*" }];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "inline", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const as = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
  const client = dynamo.client(as);
  await soon(() => client.send(new ListTablesCommand()));
  return client;
}

describe("S3 decides by what the caller may", () => {
  it("of an export", async () => {
    const [table, bucket] = [await ordersTable(1), await createBucket(s3())];
    const input = { TableArn: arnOf(table), S3Bucket: bucket };
    const [barred, allowed] = [await userWho("s3:GetObject"), await userWho("s3:PutObject")];
    const failed = await exportEnded(await beginExport(input, barred));
    expect(failed).toMatchObject({ ExportStatus: "FAILED", FailureCode: "S3AccessDenied" });
    expect(await keysOf(bucket, "")).toEqual([]);
    expect(await exportEnded(await beginExport(input, allowed))).toMatchObject({ ExportStatus: "COMPLETED" });
  });

  it("of an import", async () => {
    const bucket = await createBucket(s3());
    await s3().send(
      new PutObjectCommand({ Bucket: bucket, Key: "in", Body: '{"Item":{"customer":{"S":"me"},"number":{"N":"1"}}}' }),
    );
    const inputTo = (TableName: string): ImportTableCommandInput => ({
      S3BucketSource: { S3Bucket: bucket },
      InputFormat: "DYNAMODB_JSON",
      TableCreationParameters: ordersIn(TableName),
    });
    const [barred, allowed] = [await userWho("s3:ListBucket"), await userWho("s3:ListBucket", "s3:GetObject")];
    expect(await imported(inputTo(uniqueName("barred")), barred)).toMatchObject({
      ImportStatus: "FAILED",
      FailureCode: "S3AccessDenied",
    });
    expect(await imported(inputTo(uniqueName("allowed")), allowed)).toMatchObject({ ImportedItemCount: 1 });
  });

  it("and a bucket that is not there ends both", async () => {
    const table = await ordersTable(0);
    const S3Bucket = uniqueName("no-such-bucket");
    const failure = { FailureCode: "S3NoSuchBucket", FailureMessage: "The specified bucket does not exist" };
    expect(await exportEnded(await beginExport({ TableArn: arnOf(table), S3Bucket }))).toMatchObject(failure);
    const input = { InputFormat: "CSV" as const, TableCreationParameters: ordersIn(uniqueName("none")) };
    expect(await imported({ ...input, S3BucketSource: { S3Bucket } })).toMatchObject(failure);
  });
});

it("an export needs point-in-time recovery", async () => {
  const table = await dynamo.createTable();
  const request = new ExportTableToPointInTimeCommand({ TableArn: arnOf(table), S3Bucket: "any-bucket" });
  expect(await refusal(dynamo.client().send(request))).toBe(
    `400 PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table '${table}'`,
  );
});
