import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { MAX_TABLES } from "../domain/table/account-quotas.ts";
import { fill } from "../jobs/fill.ts";
import { all, attribute, hash, simpleTable, units } from "../testing/table-requests.ts";
import { type TestDynamo, useDynamo } from "../testing/use-dynamo.ts";
import { CreateBackup } from "./CreateBackup.ts";
import { CreateTable } from "./CreateTable.ts";
import { RestoreTableFromBackup } from "./RestoreTableFromBackup.ts";
import { UpdateTable } from "./UpdateTable.ts";

const dynamo = useDynamo("realistic");
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const REFER = "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.";

const provisioned = (name: string, count: number) => ({
  TableName: name,
  AttributeDefinitions: [attribute("a")],
  KeySchema: [hash("a")],
  ProvisionedThroughput: units(count),
});

/** Each test has an account of its own. */
const as = (account: string) => ({ account });

const call: TestDynamo["call"] = (...request) => dynamo().call(...request);

describe("an account", () => {
  it("has 2,500 tables, and no more by a restore either", async () => {
    const owner = as("222233334444");
    // Who knows of no quotas has not to count all tables for each of them.
    const { call: callFreely } = dynamo().replica("off");
    const names = Array.from({ length: MAX_TABLES }, (_, index) => `table-${index}`);
    await Promise.all(names.map((name) => callFreely(CreateTable, simpleTable(name), owner)));
    const { BackupDetails } = await call(CreateBackup, { TableName: "table-0", BackupName: "copy" }, owner);
    const limit = "LimitExceededException: Subscriber limit exceeded: There is a limit of 2500 tables per subscriber";
    expect(await refusal(call(CreateTable, simpleTable("another"), owner))).toBe(limit);
    await fill(dynamo().store).run(dynamo().clock, new AbortController().signal);
    const restore = { BackupArn: BackupDetails?.BackupArn ?? "", TargetTableName: "restored" };
    expect(await refusal(call(RestoreTableFromBackup, restore, owner))).toBe(limit);
  });

  it("provisions 40,000 units of a table, and of an index", async () => {
    const owner = as("222233334445");
    expect(await refusal(call(CreateTable, provisioned("large", 40_001), owner))).toBe(
      "LimitExceededException: The requested ReadCapacityUnits, 40001, is above the per table maximum for the " +
        `account in us-east-1. Per table maximum: 40000. ${REFER}`,
    );
    const index = { IndexName: "by-a", KeySchema: [hash("a")], Projection: all, ProvisionedThroughput: units(40_001) };
    const withIndex = { ...provisioned("indexed", 1), GlobalSecondaryIndexes: [index] };
    expect(await refusal(call(CreateTable, withIndex, owner))).toContain("is above the per index maximum");
  });

  it("provisions 80,000 units in all", async () => {
    const owner = as("222233334446");
    await call(CreateTable, provisioned("one", 40_000), owner);
    await call(CreateTable, provisioned("two", 39_000), owner);
    expect(await refusal(call(CreateTable, provisioned("three", 1001), owner))).toBe(
      "LimitExceededException: This request would have caused the ReadCapacityUnits limit to be exceeded for the " +
        `account in us-east-1. Current ReadCapacityUnits reserved by the account: 79000. Limit: 80000. Requested: 1001. ${REFER}`,
    );
    await call(CreateTable, provisioned("three", 1000), owner);
    const raise = { TableName: "two", ProvisionedThroughput: units(39_001) };
    expect(await refusal(call(UpdateTable, raise, owner))).toContain("reserved by the account: 80000.");
    await call(UpdateTable, { TableName: "two", ProvisionedThroughput: units(1) }, owner);
  });

  it("may not allow a table on demand more than 40,000 units either", async () => {
    const owner = as("222233334447");
    const OnDemandThroughput = { MaxReadRequestUnits: 40_001 };
    expect(await refusal(call(CreateTable, { ...simpleTable("loose"), OnDemandThroughput }, owner))).toBe(
      "LimitExceededException: Subscriber limit exceeded: Requested MaxReadRequestUnits for OnDemandThroughput for " +
        "table exceeds TableMaxReadCapacityUnits of the account in region us-east-1",
    );
  });
});

describe("a provisioned throughput", () => {
  it("decreases four times, then once an hour, and anew the next day", async () => {
    const { clock } = dynamo();
    await call(CreateTable, provisioned("lowered", 10));
    const lower = (to: number) => call(UpdateTable, { TableName: "lowered", ProvisionedThroughput: units(to) });
    // Far from midnight.
    clock.set(Math.ceil(clock.now() / DAY_MS) * DAY_MS + DAY_MS / 4);
    for (const to of [9, 8, 7, 6]) await lower(to);
    expect(await refusal(lower(5))).toContain(
      "LimitExceededException: Subscriber limit exceeded: Provisioned throughput decreases are limited within a given " +
        "UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most " +
        "once every 3600 seconds. Number of decreases today: 4. Last decrease at ",
    );
    clock.set(clock.now() + HOUR_MS);
    await lower(5);
    clock.set(clock.now() + DAY_MS);
    for (const to of [4, 3, 2, 1]) await lower(to);
  });
});
