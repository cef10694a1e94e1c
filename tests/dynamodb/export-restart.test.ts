import { gunzipSync } from "node:zlib";
import {
  DescribeExportCommand,
  DescribeImportCommand,
  DynamoDBClient,
  ExportTableToPointInTimeCommand,
  ImportTableCommand,
  type ImportTableDescription,
  UpdateContinuousBackupsCommand,
} from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { createBucket } from "../s3/s3.ts";
import { soon } from "../soon.ts";
import { endpoint, useMortalSkylab } from "../use-skylab.ts";

/** So many that a kill finds the import on its way as a rule, and that the export has several files. */
const ROWS = 10_000;
const ROW_TEXT = "x".repeat(1000);

/** Hundreds of writes, one after the other, each of which a disk syncs. */
const TRANSFER_MS = 90_000;
const SLOW = { timeout: 5 * TRANSFER_MS };

// Nobody else's Skylab is killed from here.
describe.skipIf(endpoint !== undefined)("after kill -9 and a start on the same data", () => {
  const { skylab, killAndRestart } = useMortalSkylab();
  const client = (): DynamoDBClient => skylab().client(DynamoDBClient);
  const s3 = (): S3Client => skylab().client(S3Client);

  it("an import and an export go on where they were, and nothing is missing or twice", SLOW, async () => {
    const bucket = await createBucket(s3());
    const Body = Array.from({ length: ROWS }, (_, row) => `${row},${ROW_TEXT}\n`).join("");
    await s3().send(new PutObjectCommand({ Bucket: bucket, Key: "in/rows.csv", Body }));
    const begun = await client().send(
      new ImportTableCommand({
        S3BucketSource: { S3Bucket: bucket, S3KeyPrefix: "in/" },
        InputFormat: "CSV",
        InputFormatOptions: { Csv: { HeaderList: ["id", "text"] } },
        TableCreationParameters: {
          TableName: "rows",
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "N" }],
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          BillingMode: "PAY_PER_REQUEST",
        },
      }),
    );
    const { ImportArn, TableArn } = begun.ImportTableDescription ?? {};
    const importNow = async (): Promise<ImportTableDescription | undefined> =>
      (await client().send(new DescribeImportCommand({ ImportArn }))).ImportTableDescription;
    await soon(async () => expect((await importNow())?.ProcessedItemCount).toBeGreaterThan(0));
    await killAndRestart();
    const imported = await soon(async () => {
      const description = await importNow();
      expect(description?.ImportStatus).not.toBe("IN_PROGRESS");
      return description;
    }, TRANSFER_MS);
    expect(imported).toMatchObject({
      ImportStatus: "COMPLETED",
      ProcessedItemCount: ROWS,
      ImportedItemCount: ROWS,
      ErrorCount: 0,
      ProcessedSizeBytes: Body.length,
    });

    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
    await client().send(new UpdateContinuousBackupsCommand({ TableName: "rows", PointInTimeRecoverySpecification }));
    const exporting = await client().send(new ExportTableToPointInTimeCommand({ TableArn, S3Bucket: bucket }));
    const { ExportArn = "" } = exporting.ExportDescription ?? {};
    const Prefix = `AWSDynamoDB/${ExportArn.split("/").at(-1)}/data/`;
    const dataKeys = async (): Promise<readonly string[]> => {
      const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
      return Contents.flatMap(({ Key }) => Key ?? []);
    };
    await soon(async () => expect(await dataKeys()).not.toEqual([]), TRANSFER_MS);
    await killAndRestart();
    await soon(async () => {
      const { ExportDescription } = await client().send(new DescribeExportCommand({ ExportArn }));
      expect(ExportDescription).toMatchObject({ ExportStatus: "COMPLETED", ItemCount: ROWS });
    }, TRANSFER_MS);
    const ids = new Set<string>();
    let lines = 0;
    for (const Key of await dataKeys()) {
      const { Body: bytes } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key }));
      const text = gunzipSync((await bytes?.transformToByteArray()) ?? new Uint8Array(0)).toString();
      for (const [, id = ""] of text.matchAll(/"id":\{"N":"(\d+)"\}/g)) {
        ids.add(id);
        lines += 1;
      }
    }
    expect([ids.size, lines]).toEqual([ROWS, ROWS]);
  });
});
