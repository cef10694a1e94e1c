import { expect, it } from "vitest";
import { tableArn } from "../domain/table/arns.ts";
import { fill } from "../jobs/fill.ts";
import { CreateBackup } from "../operations/CreateBackup.ts";
import { CreateTable } from "../operations/CreateTable.ts";
import { ExportTableToPointInTime } from "../operations/ExportTableToPointInTime.ts";
import { ListBackups } from "../operations/ListBackups.ts";
import { ListExports } from "../operations/ListExports.ts";
import { ListTables } from "../operations/ListTables.ts";
import { UpdateContinuousBackups } from "../operations/UpdateContinuousBackups.ts";
import { all, attribute, hash, simpleTable } from "../testing/table-requests.ts";
import { useDynamo } from "../testing/use-dynamo.ts";
import { copySpace, indexSpace } from "./spaces.ts";

const dynamo = useDynamo();

it("a reset leaves nothing of the account, and all of the others", async () => {
  const { call, clock, store } = dynamo();
  const mine = { account: "123456789012" };
  const theirs = { account: "210987654321" };
  for (const as of [mine, theirs]) {
    await call(
      CreateTable,
      {
        ...simpleTable("orders"),
        AttributeDefinitions: [attribute("a"), attribute("b")],
        GlobalSecondaryIndexes: [{ IndexName: "by-b", KeySchema: [hash("b")], Projection: all }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      },
      as,
    );
  }
  const stored = await store.tables.read({ ...mine, region: "us-east-1" }, "orders");
  if (stored === undefined) throw new Error("The table was created.");
  const item = { a: { S: "1" }, b: { S: "2" } };
  await store.items.change(stored, item, { decide: () => ({ item, result: undefined }), origin: { now: clock.now() } });
  await call(CreateBackup, { TableName: "orders", BackupName: "nightly" }, mine);
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await call(UpdateContinuousBackups, { TableName: "orders", PointInTimeRecoverySpecification }, mine);
  const exporting = { TableArn: tableArn({ place: stored.place, name: "orders" }), S3Bucket: "bucket" };
  const { ExportDescription: begun } = await call(ExportTableToPointInTime, exporting, mine);
  await fill(store).run(clock, new AbortController().signal);
  const [backup] = (await store.backups.list({ ...mine, region: "us-east-1" }, undefined, 1)).map(
    (one) => one.backup.id,
  );

  const exportCopy = copySpace(begun?.ExportArn?.split("/").at(-1) ?? "");
  expect(await stored.partition.count(exportCopy)).toBe(1);

  await store.reset(mine.account);
  expect(await call(ListTables, {}, mine)).toEqual({ TableNames: [] });
  expect(await call(ListBackups, {}, mine)).toEqual({ BackupSummaries: [] });
  expect(await call(ListTables, {}, theirs)).toEqual({ TableNames: ["orders"] });
  const { items, partition, table } = stored;
  const [index] = table.globalIndexes;
  const spaces = [items.space, ...(index ? [indexSpace(table, index)] : []), copySpace(backup ?? ""), exportCopy];
  expect(await Promise.all(spaces.map((space) => partition.count(space)))).toEqual([0, 0, 0, 0]);
  expect(await call(ListExports, {}, mine)).toEqual({ ExportSummaries: [] });
  expect(await store.exports.underWay()).toEqual([]);
  expect(await store.items.put(stored, item)).toBe("changedTable");
});
