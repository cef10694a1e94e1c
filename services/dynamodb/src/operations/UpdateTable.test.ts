import { describe, expect, it } from "vitest";
import { all, attribute, hash, simpleTable, units } from "../testing/table-requests.ts";
import { refusal } from "@skylab/service/testing";
import { useDynamo } from "../testing/use-dynamo.ts";
import { CreateTable } from "./CreateTable.ts";
import { DescribeTable } from "./DescribeTable.ts";
import { UpdateTable } from "./UpdateTable.ts";

const dynamo = useDynamo();
const DAY_MS = 86_400_000;

const describeNamed = async (TableName: string) => (await dynamo().call(DescribeTable, { TableName })).Table;

const provisioned = (name: string, count: number) => ({
  TableName: name,
  AttributeDefinitions: [attribute("a")],
  KeySchema: [hash("a")],
  ProvisionedThroughput: units(count),
});

describe("throughput", () => {
  it("is told to change, and has changed", async () => {
    const { call } = dynamo();
    await call(CreateTable, provisioned("raised", 1));
    const { TableDescription: told } = await call(UpdateTable, {
      TableName: "raised",
      ProvisionedThroughput: units(3),
    });
    expect(told?.TableStatus).toBe("UPDATING");
    expect(await describeNamed("raised")).toMatchObject({
      TableStatus: "ACTIVE",
      ProvisionedThroughput: { ...units(3), LastIncreaseDateTime: expect.any(Date), NumberOfDecreasesToday: 0 },
    });
  });

  it("tells how often it was decreased today", async () => {
    const { call, clock } = dynamo();
    await call(CreateTable, provisioned("lowered", 10));
    const lower = (to: number) => call(UpdateTable, { TableName: "lowered", ProvisionedThroughput: units(to) });
    // Far from midnight.
    clock.set(Math.ceil(clock.now() / DAY_MS) * DAY_MS + DAY_MS / 4);
    for (const to of [9, 8, 7, 6, 5]) await lower(to);
    expect((await describeNamed("lowered"))?.ProvisionedThroughput?.NumberOfDecreasesToday).toBe(5);
    clock.set(clock.now() + DAY_MS);
    expect((await describeNamed("lowered"))?.ProvisionedThroughput?.NumberOfDecreasesToday).toBe(0);
  });

  it("goes from one mode to the other and back", async () => {
    const { call } = dynamo();
    await call(CreateTable, provisioned("switched", 1));
    await call(UpdateTable, { TableName: "switched", BillingMode: "PAY_PER_REQUEST" });
    expect(await describeNamed("switched")).toMatchObject({
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST", LastUpdateToPayPerRequestDateTime: expect.any(Date) },
      ProvisionedThroughput: units(0),
    });
    await call(UpdateTable, { TableName: "switched", BillingMode: "PROVISIONED", ProvisionedThroughput: units(2) });
    expect(await describeNamed("switched")).toMatchObject({
      BillingModeSummary: { BillingMode: "PROVISIONED", LastUpdateToPayPerRequestDateTime: expect.any(Date) },
      ProvisionedThroughput: units(2),
    });
  });
});

const invalid = (problem: string): string =>
  `ValidationException: One or more parameter values were invalid: ${problem}`;
const create = (IndexName: string) => ({ Create: { IndexName, KeySchema: [hash("b")], Projection: all } });

describe("UpdateTable refuses in AWS's words", () => {
  it.each<[string, Omit<Parameters<typeof UpdateTable>[0], "TableName">, string]>([
    [
      "nothing",
      { GlobalSecondaryIndexUpdates: [] },
      "ValidationException: At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, " +
        "GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, " +
        "ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput " +
        "or TableClass is required",
    ],
    [
      "the same throughput",
      { ProvisionedThroughput: units(5) },
      "ValidationException: The provisioned throughput for the table will not change. The requested value equals the " +
        "current value. Current ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. " +
        "Current WriteCapacityUnits provisioned for the table: 5. Requested WriteCapacityUnits: 5. Refer to the Amazon " +
        "DynamoDB Developer Guide for current limits and how to request higher limits.",
    ],
    [
      "no index action",
      { GlobalSecondaryIndexUpdates: [{}] },
      invalid(
        "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
      ),
    ],
    [
      "an index twice",
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "abc" } }, { Delete: { IndexName: "abc" } }] },
      invalid("Only one global secondary index update per index is allowed simultaneously. Index: abc"),
    ],
    [
      "two indexes",
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "abc" } }, { Delete: { IndexName: "abd" } }] },
      "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    ],
    [
      "an index that is not there",
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "abc" } }] },
      "ResourceNotFoundException: Requested resource not found: Index abc for table refusing",
    ],
    [
      "an index without definitions",
      { GlobalSecondaryIndexUpdates: [create("abc")] },
      invalid("AttributeDefinitions is not specified for index: abc"),
    ],
    [
      "no stream",
      { StreamSpecification: { StreamEnabled: false } },
      "ValidationException: Table has no stream to disable: TableName: refusing",
    ],
    [
      "a stream without view",
      { StreamSpecification: { StreamEnabled: true } },
      invalid("If stream is being enabled then UpdateViewType is required"),
    ],
    [
      "the default encryption",
      { SSESpecification: { Enabled: false } },
      invalid("Table is already encrypted by default"),
    ],
    [
      "protection and another thing",
      { DeletionProtectionEnabled: true, ProvisionedThroughput: units(6) },
      invalid("DeletionProtection modification must be the only operation in the request"),
    ],
    [
      "a stream with throughput",
      { StreamSpecification: { StreamEnabled: false }, ProvisionedThroughput: units(6) },
      invalid("You cannot modify stream status while updating table IOPS"),
    ],
    [
      "capacity on demand",
      { BillingMode: "PAY_PER_REQUEST", ProvisionedThroughput: units(6) },
      invalid("ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST"),
    ],
  ])("%s", async (_what, input, words) => {
    const { call } = dynamo();
    await call(CreateTable, provisioned("refusing", 5)).catch(() => undefined);
    expect(await refusal(call(UpdateTable, { TableName: "refusing", ...input }))).toBe(words);
  });

  it("a table that is not there", async () => {
    const asked = { TableName: "nowhere", ProvisionedThroughput: units(1) };
    expect(await refusal(dynamo().call(UpdateTable, asked))).toBe(
      "ResourceNotFoundException: Requested resource not found: Table: nowhere not found",
    );
  });
});

it("a stream goes off and on again under another label", async () => {
  const { call } = dynamo();
  const on = { StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" as const } };
  await call(CreateTable, { ...simpleTable("streaming"), ...on });
  const first = await describeNamed("streaming");
  expect(await refusal(call(UpdateTable, { TableName: "streaming", ...on }))).toBe(
    "ValidationException: Table already has an enabled stream: TableName: streaming",
  );
  await call(UpdateTable, { TableName: "streaming", StreamSpecification: { StreamEnabled: false } });
  const off = await describeNamed("streaming");
  expect(off?.StreamSpecification).toBeUndefined();
  expect(off?.LatestStreamLabel).toBe(first?.LatestStreamLabel);
  await call(UpdateTable, { TableName: "streaming", ...on });
  expect((await describeNamed("streaming"))?.LatestStreamLabel).not.toBe(first?.LatestStreamLabel);
});
