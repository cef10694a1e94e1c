import { describe, expect, it } from "vitest";
import { all, attribute, hash, range, simpleTable, units } from "../testing/table-requests.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { CreateTable } from "./CreateTable.ts";
import { DeleteTable } from "./DeleteTable.ts";
import { DescribeTable } from "./DescribeTable.ts";
import { ListTables } from "./ListTables.ts";

const dynamo = useDynamo();

describe("CreateTable", () => {
  it("answers a provisioned table that is being created", async () => {
    const { call } = dynamo();
    const created = await call(CreateTable, {
      TableName: "provisioned",
      AttributeDefinitions: [attribute("a")],
      KeySchema: [hash("a")],
      ProvisionedThroughput: units(5),
    });
    expect(created.TableDescription).toEqual({
      TableName: "provisioned",
      AttributeDefinitions: [attribute("a")],
      KeySchema: [hash("a")],
      TableStatus: "CREATING",
      CreationDateTime: expect.any(Date),
      ProvisionedThroughput: { ...units(5), NumberOfDecreasesToday: 0 },
      TableSizeBytes: 0,
      ItemCount: 0,
      TableArn: "arn:aws:dynamodb:us-east-1:111122223333:table/provisioned",
      TableId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      DeletionProtectionEnabled: false,
    });
  });

  it("takes indexes, a stream, tags and settings, which DescribeTable tells", async () => {
    const { call } = dynamo();
    await call(CreateTable, {
      ...simpleTable("everything"),
      AttributeDefinitions: [attribute("a"), attribute("b", "N"), attribute("c", "B")],
      KeySchema: [hash("a"), range("b")],
      LocalSecondaryIndexes: [{ IndexName: "local", KeySchema: [hash("a"), range("c")], Projection: all }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "global",
          KeySchema: [hash("c"), hash("b"), range("a")],
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["x", "y"] },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      SSESpecification: { Enabled: true },
      TableClass: "STANDARD_INFREQUENT_ACCESS",
      DeletionProtectionEnabled: true,
      OnDemandThroughput: { MaxReadRequestUnits: 10 },
    });
    const { Table: table } = await call(DescribeTable, { TableName: "everything" });
    const arn = "arn:aws:dynamodb:us-east-1:111122223333:table/everything";
    expect(table).toMatchObject({
      TableStatus: "ACTIVE",
      AttributeDefinitions: [attribute("a"), attribute("b", "N"), attribute("c", "B")],
      BillingModeSummary: {
        BillingMode: "PAY_PER_REQUEST",
        LastUpdateToPayPerRequestDateTime: table?.CreationDateTime,
      },
      ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
      LocalSecondaryIndexes: [
        {
          IndexName: "local",
          KeySchema: [hash("a"), range("c")],
          Projection: all,
          IndexArn: `${arn}/index/local`,
          ItemCount: 0,
          IndexSizeBytes: 0,
        },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "global",
          KeySchema: [hash("c"), hash("b"), range("a")],
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["x", "y"] },
          IndexStatus: "ACTIVE",
          IndexArn: `${arn}/index/global`,
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      LatestStreamLabel: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/),
      LatestStreamArn: expect.stringContaining(`${arn}/stream/20`),
      SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: expect.stringContaining(":key/") },
      TableClassSummary: { TableClass: "STANDARD_INFREQUENT_ACCESS" },
      OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: -1 },
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000, Status: "ACTIVE" },
      DeletionProtectionEnabled: true,
    });
  });

  it("refuses a name that is taken", async () => {
    const { call } = dynamo();
    await call(CreateTable, simpleTable("taken"));
    expect(await refusal(call(CreateTable, simpleTable("taken")))).toBe(
      "ResourceInUseException: Table already exists: taken",
    );
  });

  it("makes one table where two ask at once", async () => {
    const { call } = dynamo();
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => call(CreateTable, simpleTable("raced"))));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("DeleteTable", () => {
  it("answers DELETING, and the table is gone", async () => {
    const { call } = dynamo();
    await call(CreateTable, simpleTable("short-lived"));
    const { TableDescription: table } = await call(DeleteTable, { TableName: "short-lived" });
    expect(table).toMatchObject({ TableName: "short-lived", TableStatus: "DELETING" });
    const gone = "ResourceNotFoundException: Requested resource not found: Table: short-lived not found";
    expect(await refusal(call(DescribeTable, { TableName: "short-lived" }))).toBe(gone);
    expect(await refusal(call(DeleteTable, { TableName: "short-lived" }))).toBe(gone);
  });

  it("spares a protected table", async () => {
    const { call } = dynamo();
    await call(CreateTable, { ...simpleTable("protected"), DeletionProtectionEnabled: true });
    expect(await refusal(call(DeleteTable, { TableName: "protected" }))).toBe(
      "ValidationException: Resource cannot be deleted as it is currently protected against deletion. " +
        "Disable deletion protection first.",
    );
  });

  it("leaves nothing to a table of the same name", async () => {
    const { call, store } = dynamo();
    await call(CreateTable, simpleTable("reborn"));
    const place = { account: "111122223333", region: "us-east-1" };
    const first = await store.tables.read(place, "reborn");
    if (first) await store.items.put(first, { a: { S: "1" } });
    expect((await call(DescribeTable, { TableName: "reborn" })).Table).toMatchObject({
      ItemCount: 1,
      TableSizeBytes: 2,
    });
    await call(DeleteTable, { TableName: "reborn" });
    await call(CreateTable, simpleTable("reborn"));
    expect((await call(DescribeTable, { TableName: "reborn" })).Table).toMatchObject({ ItemCount: 0 });
    expect(first && (await first.partition.count(first.items.space))).toBe(0);
  });
});

it("ListTables tells names in their order, a page at a time", async () => {
  const { call } = dynamo();
  const as = { account: "222233334444" };
  for (const TableName of ["ccc", "aaa", "bbb"]) await call(CreateTable, simpleTable(TableName), as);
  expect(await call(ListTables, { Limit: 2 }, as)).toEqual({
    TableNames: ["aaa", "bbb"],
    LastEvaluatedTableName: "bbb",
  });
  expect(await call(ListTables, { Limit: 3 }, as)).toEqual({ TableNames: ["aaa", "bbb", "ccc"] });
  expect(await call(ListTables, { ExclusiveStartTableName: "aab" }, as)).toEqual({ TableNames: ["bbb", "ccc"] });
});

const arn = (region: string): string => `arn:aws:dynamodb:${region}:111122223333:table/by-arn`;

it("a table is found by its ARN", async () => {
  const { call } = dynamo();
  await call(CreateTable, simpleTable("by-arn"));
  expect((await call(DescribeTable, { TableName: arn("us-east-1") })).Table?.TableName).toBe("by-arn");
  expect(await refusal(call(DescribeTable, { TableName: arn("eu-west-1") }))).toBe(
    `ValidationException: 1 validation error detected: Invalid AWS region in '${arn("eu-west-1")}'`,
  );
});
