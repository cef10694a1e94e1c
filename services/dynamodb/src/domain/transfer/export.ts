import { hash } from "node:crypto";
import type { ExportDescription, ExportSummary, ExportTableToPointInTimeInput } from "@aws-sdk/client-dynamodb";
import type { Place } from "@skylab/aws";
import { exportArn, tableArn } from "../table/arns.ts";
import { invalidExportTime, notServed } from "../table/table-errors.ts";
import { describeOutcome, statusOf, type Transfer } from "./transfer.ts";

/** What is kept of an export. */
export type Export = Transfer & {
  readonly table: { readonly name: string; readonly id: string };
  readonly exportTime: number;
  readonly destination: Destination;
  readonly progress: ExportProgress;
};

/** Where an export is written. */
export type Destination = {
  readonly bucket: string;
  readonly owner?: string | undefined;
  readonly prefix?: string | undefined;
  readonly encryption: "AES256" | "KMS";
  readonly kmsKeyId?: string | undefined;
};

/** What has been written of it. */
export type ExportProgress = {
  /** The key of the last item that was written, in base64. */
  readonly after?: string;
  readonly files: number;
  readonly items: number;
  /** Of the items, as DynamoDB counts them. */
  readonly bytes: number;
};

export const NOTHING_EXPORTED: ExportProgress = { files: 0, items: 0, bytes: 0 };

/** A file of items, as the manifest tells it. */
export type ExportFile = {
  readonly itemCount: number;
  readonly md5Checksum: string;
  readonly etag: string;
  readonly dataFileS3Key: string;
};

/** @throws AwsError of what nobody here does */
export function checkServed({ ExportFormat, ExportType, FilterSpecification }: ExportTableToPointInTimeInput): void {
  if (ExportFormat === "ION") throw notServed("Exports in Amazon Ion");
  if (ExportType === "INCREMENTAL_EXPORT") throw notServed("Incremental exports");
  if (FilterSpecification !== undefined) throw notServed("Filtered exports");
}

/**
 * What is kept of a table is how it is now.
 * @throws AwsError `InvalidExportTimeException`
 */
export function checkExportTime(time: Date | undefined, now: number): void {
  if (time === undefined || secondOf(time.getTime()) === secondOf(now)) return;
  throw invalidExportTime(
    "ExportTime must be the present second: Skylab keeps a table as it is now, and not as it was",
  );
}

const secondOf = (time: number): number => Math.floor(time / 1000);

/** Where AWS puts what belongs to an export. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html */
export function exportKey({ destination: { prefix = "" }, id }: Export, name: string): string {
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  return `${folder}AWSDynamoDB/${id}/${name}`;
}

/** As long as AWS's names are. */
const FILE_NAME_LENGTH = 26;

/** The name of a file of items: the same one whenever it is written. */
export const fileName = ({ id }: Export, number: number): string =>
  `data/${BigInt(`0x${hash("sha256", `${id} ${number}`)}`)
    .toString(32)
    .slice(0, FILE_NAME_LENGTH)}.json.gz`;

const FORMAT = "DYNAMODB_JSON";
const TYPE = "FULL_EXPORT";

const tableOf = (place: Place, { table }: Export) => ({ place, name: table.name });

export const arnOfExport = (place: Place, one: Export): string => exportArn(tableOf(place, one), one.id);

/** The manifest of an export that ends now. */
export function summaryManifest(place: Place, one: Export, now: number): string {
  const { destination, exportTime, progress, startedAt, table } = one;
  return JSON.stringify({
    version: "2020-06-30",
    exportArn: arnOfExport(place, one),
    startTime: new Date(startedAt).toISOString(),
    endTime: new Date(now).toISOString(),
    tableArn: tableArn(tableOf(place, one)),
    tableId: table.id,
    exportTime: new Date(exportTime).toISOString(),
    s3Bucket: destination.bucket,
    s3Prefix: destination.prefix ?? null,
    s3SseAlgorithm: destination.encryption,
    s3SseKmsKeyId: destination.kmsKeyId ?? null,
    manifestFilesS3Key: exportKey(one, MANIFEST_FILES),
    billedSizeBytes: progress.bytes,
    itemCount: progress.items,
    outputFormat: FORMAT,
    exportType: TYPE,
  });
}

export const MANIFEST_FILES = "manifest-files.json";
export const MANIFEST_SUMMARY = "manifest-summary.json";

export const summarizeExport = (place: Place, one: Export): ExportSummary => ({
  ExportArn: arnOfExport(place, one),
  ExportStatus: statusOf(one),
  ExportType: TYPE,
});

export function describeExport(place: Place, one: Export): ExportDescription {
  const { destination, exportTime, outcome, progress, startedAt, table, token } = one;
  const isComplete = statusOf(one) === "COMPLETED";
  return {
    ...summarizeExport(place, one),
    StartTime: new Date(startedAt),
    TableArn: tableArn(tableOf(place, one)),
    TableId: table.id,
    ExportTime: new Date(exportTime),
    ...(token && { ClientToken: token.text }),
    S3Bucket: destination.bucket,
    ...(destination.owner !== undefined && { S3BucketOwner: destination.owner }),
    ...(destination.prefix !== undefined && { S3Prefix: destination.prefix }),
    S3SseAlgorithm: destination.encryption,
    ...(destination.kmsKeyId !== undefined && { S3SseKmsKeyId: destination.kmsKeyId }),
    ExportFormat: FORMAT,
    ...(outcome && describeOutcome(one)),
    ...(isComplete && {
      ExportManifest: exportKey(one, MANIFEST_SUMMARY),
      BilledSizeBytes: progress.bytes,
      ItemCount: progress.items,
    }),
  };
}
