import { describe, expect, it } from "vitest";
import type { Item } from "../domain/item/attribute-value.ts";
import { fill } from "../jobs/fill.ts";
import { copySpace, indexSpace } from "../store/spaces.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { all, attribute, hash, simpleTable, units } from "../testing/table-requests.ts";
import { refusal } from "@skylab/service/testing";
import { ACCOUNT, useDynamo } from "../testing/use-dynamo.ts";
import { CreateBackup } from "./CreateBackup.ts";
import { CreateTable } from "./CreateTable.ts";
import { DeleteBackup } from "./DeleteBackup.ts";
import { DeleteTable } from "./DeleteTable.ts";
import { DescribeBackup } from "./DescribeBackup.ts";
import { DescribeContinuousBackups } from "./DescribeContinuousBackups.ts";
import { DescribeTable } from "./DescribeTable.ts";
import { ListBackups } from "./ListBackups.ts";
import { RestoreTableFromBackup } from "./RestoreTableFromBackup.ts";
import { RestoreTableToPointInTime } from "./RestoreTableToPointInTime.ts";
import { UpdateContinuousBackups } from "./UpdateContinuousBackups.ts";

const dynamo = useDynamo();
const place = { account: ACCOUNT, region: "us-east-1" };

async function tableNamed(name: string): Promise<StoredTable> {
  const stored = await dynamo().store.tables.read(place, name);
  if (stored === undefined) throw new Error(`No table ${name}`);
  return stored;
}

const write = async (name: string, key: string, item: Item | undefined) =>
  dynamo().store.items.change(
    await tableNamed(name),
    { a: { S: key } },
    {
      decide: () => ({ item, result: undefined }),
      origin: { now: dynamo().clock.now() },
    },
  );

const put = (name: string, key: string, value: string) => write(name, key, { a: { S: key }, v: { S: value } });

/** The items of a table, as `key=value`. */
async function itemsOf(name: string): Promise<readonly string[]> {
  const { items, partition } = await tableNamed(name);
  const entries = await partition.range(items.space, { limit: 10_000 });
  return entries.map(({ value }) => textOf(items.decode(value))).toSorted();
}

const textOf = ({ a, v }: Item): string => `${a && "S" in a ? a.S : ""}=${v && "S" in v ? v.S : ""}`;

const fillAll = () => fill(dynamo().store).run(dynamo().clock, new AbortController().signal);

async function backUp(TableName: string, BackupName = "nightly"): Promise<string> {
  const { BackupDetails: details } = await dynamo().call(CreateBackup, { TableName, BackupName });
  return details?.BackupArn ?? "";
}

describe("a backup", () => {
  it("is being made, then there, listed, and deleted", async () => {
    const { call } = dynamo();
    await call(CreateTable, simpleTable("kept"));
    await put("kept", "1", "x");
    const { BackupDetails: details } = await call(CreateBackup, { TableName: "kept", BackupName: "first" });
    const BackupArn = details?.BackupArn ?? "";
    expect(details).toMatchObject({
      BackupName: "first",
      BackupArn: expect.stringMatching(/:table\/kept\/backup\/\d{14}-[0-9a-f]{8}$/),
      BackupStatus: "CREATING",
      BackupType: "USER",
    });
    expect(await refusal(call(DeleteBackup, { BackupArn }))).toContain("BackupInUseException");
    expect(await refusal(call(DeleteTable, { TableName: "kept" }))).toContain("ResourceInUseException");
    await fillAll();
    expect(await call(DescribeBackup, { BackupArn })).toMatchObject({
      BackupDescription: {
        BackupDetails: { BackupStatus: "AVAILABLE", BackupSizeBytes: 4 },
        SourceTableDetails: { TableName: "kept", ItemCount: 1, BillingMode: "PAY_PER_REQUEST", KeySchema: [hash("a")] },
      },
    });
    await call(DeleteTable, { TableName: "kept" });
    expect(await call(ListBackups, { TableName: "kept" })).toMatchObject({ BackupSummaries: [{ BackupArn }] });
    expect(await call(DeleteBackup, { BackupArn })).toMatchObject({
      BackupDescription: { BackupDetails: { BackupStatus: "DELETED" } },
    });
    expect(await refusal(call(DescribeBackup, { BackupArn }))).toBe(
      `BackupNotFoundException: Backup not found: ${BackupArn}`,
    );
  });

  it("holds the table as it was at one moment, whatever is written meanwhile", async () => {
    const { call, store } = dynamo();
    await call(CreateTable, simpleTable("busy"));
    const keys = Array.from({ length: 150 }, (_, count) => `${count}`.padStart(3, "0"));
    for (const key of keys) await put("busy", key, "old");
    const arn = await backUp("busy");
    const filling = (await store.fillings.all()).find(({ table }) => table === "busy");
    if (filling) await store.fillings.advance(filling);
    // Some of these are in the backup already, some are not.
    await Promise.all(
      keys.map((key, position) => (position % 3 === 0 ? write("busy", key, undefined) : put("busy", key, "new"))),
    );
    await put("busy", "999", "new");
    await fillAll();
    const atThatMoment = await itemsOf("busy");
    // What comes after the backup is complete is not in it.
    await put("busy", "001", "later");
    await write("busy", "002", undefined);
    await call(RestoreTableFromBackup, { BackupArn: arn, TargetTableName: "busy-restored" });
    await fillAll();
    expect(await itemsOf("busy-restored")).toEqual(atThatMoment);
    expect(atThatMoment).toContain("001=new");
  });

  it("is of a table that is there", async () => {
    expect(await refusal(dynamo().call(CreateBackup, { TableName: "nowhere", BackupName: "any" }))).toBe(
      "TableNotFoundException: Table not found: nowhere",
    );
    expect(await refusal(dynamo().call(DescribeBackup, { BackupArn: "arn:aws:dynamodb:us-east-1:1:table/x" }))).toBe(
      "ValidationException: Invalid Backup ARN",
    );
  });

  it("is listed to its owner alone", async () => {
    const { call } = dynamo();
    const other = { account: "444455556666" };
    await call(CreateTable, simpleTable("mine"));
    await call(CreateTable, simpleTable("mine"), other);
    await call(CreateBackup, { TableName: "mine", BackupName: "first" }, other);
    expect(await call(ListBackups, { TableName: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/mine` }, other)).toEqual({
      BackupSummaries: [],
    });
  });

  it("is listed a page at a time", async () => {
    const { call } = dynamo();
    await call(CreateTable, simpleTable("paged"));
    const arns = [await backUp("paged"), await backUp("paged"), await backUp("paged")].toSorted();
    const first = await call(ListBackups, { TableName: "paged", Limit: 2 });
    expect(first.BackupSummaries?.map(({ BackupArn }) => BackupArn)).toEqual(arns.slice(0, 2));
    expect(first.LastEvaluatedBackupArn).toBe(arns[1]);
    const second = await call(ListBackups, {
      TableName: "paged",
      ExclusiveStartBackupArn: first.LastEvaluatedBackupArn,
    });
    expect(second.BackupSummaries?.map(({ BackupArn }) => BackupArn)).toEqual(arns.slice(2));
    expect(second.LastEvaluatedBackupArn).toBeUndefined();
  });
});

describe("a table that is restored", () => {
  it("is being created until it has all items, in its indexes, too", async () => {
    const { call, store } = dynamo();
    await call(CreateTable, {
      ...simpleTable("indexed"),
      AttributeDefinitions: [attribute("a"), attribute("v")],
      GlobalSecondaryIndexes: [{ IndexName: "by-v", KeySchema: [hash("v")], Projection: all }],
      Tags: [{ Key: "team", Value: "red" }],
    });
    await put("indexed", "1", "x");
    const BackupArn = await backUp("indexed");
    const restore = { BackupArn, TargetTableName: "restored" };
    expect(await refusal(call(RestoreTableFromBackup, restore))).toContain("BackupInUseException");
    await fillAll();
    const { TableDescription: told } = await call(RestoreTableFromBackup, restore);
    expect(told).toMatchObject({
      TableStatus: "CREATING",
      RestoreSummary: { SourceBackupArn: BackupArn, RestoreInProgress: true },
    });
    expect(await store.tables.find(place, "restored")).toBeUndefined();
    expect(await refusal(call(DeleteTable, { TableName: "restored" }))).toBe(
      "ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: restored",
    );
    await fillAll();
    expect((await call(DescribeTable, { TableName: "restored" })).Table).toMatchObject({
      TableStatus: "ACTIVE",
      ItemCount: 1,
      GlobalSecondaryIndexes: [{ IndexName: "by-v", ItemCount: 1, IndexStatus: "ACTIVE" }],
      RestoreSummary: { RestoreInProgress: false },
    });
    const { partition, table } = await tableNamed("restored");
    expect(table.tags).toEqual({});
    const [index] = table.globalIndexes;
    expect(index && (await partition.count(indexSpace(table, index)))).toBe(1);
    expect(await refusal(call(RestoreTableFromBackup, restore))).toBe(
      "TableAlreadyExistsException: Table already exists: restored",
    );
  });

  it("may have other billing and fewer indexes", async () => {
    const { call } = dynamo();
    const BackupArn = await (async () => {
      await call(CreateTable, simpleTable("plain"));
      return backUp("plain");
    })();
    await fillAll();
    await call(RestoreTableFromBackup, {
      BackupArn,
      TargetTableName: "paid",
      BillingModeOverride: "PROVISIONED",
      ProvisionedThroughputOverride: units(3),
    });
    await fillAll();
    expect((await call(DescribeTable, { TableName: "paid" })).Table).toMatchObject({ ProvisionedThroughput: units(3) });
    const ghost = { IndexName: "ghost", KeySchema: [hash("a")], Projection: all };
    expect(
      await refusal(
        call(RestoreTableFromBackup, { BackupArn, TargetTableName: "odd", GlobalSecondaryIndexOverride: [ghost] }),
      ),
    ).toBe(
      "ValidationException: Invalid Request: Index ghost does not match a secondary index that existed in the source table and cannot be created during the restore operation",
    );
  });
});

describe("point-in-time recovery", () => {
  const restore = { SourceTableName: "recent", TargetTableName: "recent-restored", UseLatestRestorableTime: true };

  it("restores a table as it is now, and leaves no copy behind", async () => {
    const { call, store } = dynamo();
    await call(CreateTable, simpleTable("recent"));
    await put("recent", "1", "x");
    expect(await refusal(call(RestoreTableToPointInTime, restore))).toBe(
      "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'recent'",
    );
    await call(UpdateContinuousBackups, {
      TableName: "recent",
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(await call(DescribeContinuousBackups, { TableName: "recent" })).toMatchObject({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: "ENABLED",
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 35 },
      },
    });
    await call(RestoreTableToPointInTime, restore);
    const waiting = (await store.fillings.all()).find(({ from }) => from !== undefined);
    // The copy comes first, in whatever order the two are looked at.
    expect(waiting && (await store.fillings.advance(waiting))).toBe("later");
    await fillAll();
    await fillAll();
    expect(await itemsOf("recent-restored")).toEqual(["1=x"]);
    const { partition } = await tableNamed("recent");
    expect(waiting?.from && (await partition.count(copySpace(waiting.from)))).toBe(0);
    expect(await call(ListBackups, { TableName: "recent" })).toEqual({ BackupSummaries: [] });
  });

  it("restores no table of another account", async () => {
    const SourceTableArn = "arn:aws:dynamodb:us-east-1:444455556666:table/theirs";
    const restoring = dynamo().call(RestoreTableToPointInTime, { SourceTableArn, TargetTableName: "ours" });
    expect(await refusal(restoring)).toBe(
      "ValidationException: This action is only supported by accounts that match the resource owner’s account.",
    );
  });

  it("knows no other time than now", async () => {
    const { call, clock } = dynamo();
    await call(CreateTable, simpleTable("historic"));
    await call(UpdateContinuousBackups, {
      TableName: "historic",
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
    });
    const asked = {
      SourceTableName: "historic",
      TargetTableName: "past",
      RestoreDateTime: new Date(clock.now() - 60_000),
    };
    expect(await refusal(call(RestoreTableToPointInTime, asked))).toContain("InvalidRestoreTimeException");
    expect(
      await refusal(call(RestoreTableToPointInTime, { SourceTableName: "historic", TargetTableName: "past" })),
    ).toBe(
      "ValidationException: Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both",
    );
  });
});
