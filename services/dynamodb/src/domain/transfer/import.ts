import type {
  CsvOptions,
  ImportSummary,
  ImportTableDescription,
  InputCompressionType,
  InputFormat,
  TableCreationParameters,
} from "@aws-sdk/client-dynamodb";
import type { Place } from "@skylab/aws";
import { importArn, tableArn } from "../table/arns.ts";
import { notServed } from "../table/table-errors.ts";
import { describeOutcome, statusOf, type Transfer } from "./transfer.ts";

/** What is kept of an import. */
export type Import = Transfer & {
  readonly table: { readonly name: string; readonly id: string };
  /** As it was asked for. */
  readonly asked: RawImport;
  readonly progress: ImportProgress;
};

/** What a request asks for, as the frame hands it on: what the model requires is there. */
export type RawImport = {
  readonly S3BucketSource: {
    readonly S3Bucket: string;
    readonly S3BucketOwner?: string | undefined;
    readonly S3KeyPrefix?: string | undefined;
  };
  readonly InputFormat: InputFormat;
  readonly InputFormatOptions?: { readonly Csv?: CsvOptions | undefined } | undefined;
  readonly InputCompressionType?: InputCompressionType | undefined;
  readonly TableCreationParameters: TableCreationParameters;
};

export type ImportProgress = {
  /** The key of the last object that has been read to its end. */
  readonly done?: string | undefined;
  /** The object that is being read, and how many of its records were. */
  readonly object?: { readonly key: string; readonly records: number };
  readonly processed: number;
  readonly imported: number;
  readonly errors: number;
  /** Of what was read, uncompressed. */
  readonly bytes: number;
};

export const NOTHING_IMPORTED: ImportProgress = { processed: 0, imported: 0, errors: 0, bytes: 0 };

/** @throws AwsError of what nobody here does */
export function checkServed({ InputCompressionType, InputFormat, TableCreationParameters }: RawImport): void {
  if (InputFormat === "ION") throw notServed("Imports of Amazon Ion");
  if (InputCompressionType === "ZSTD") throw notServed("Imports of what ZSTD compresses");
  if (TableCreationParameters.VectorIndexes !== undefined) throw notServed("Vector indexes");
}

const tableOf = (place: Place, { table }: Import) => ({ place, name: table.name });

export const arnOfImport = (place: Place, one: Import): string => importArn(tableOf(place, one), one.id);

export const summarizeImport = (place: Place, one: Import): ImportSummary => ({
  ImportArn: arnOfImport(place, one),
  ImportStatus: statusOf(one),
  TableArn: tableArn(tableOf(place, one)),
  S3BucketSource: one.asked.S3BucketSource,
  InputFormat: one.asked.InputFormat,
  StartTime: new Date(one.startedAt),
  ...(one.outcome && { EndTime: new Date(one.outcome.endedAt) }),
});

export function describeImport(place: Place, one: Import): ImportTableDescription {
  const { asked, progress, table, token } = one;
  return {
    ...summarizeImport(place, one),
    TableId: table.id,
    ...(token && { ClientToken: token.text }),
    ...(asked.InputFormatOptions && { InputFormatOptions: asked.InputFormatOptions }),
    InputCompressionType: asked.InputCompressionType ?? "NONE",
    TableCreationParameters: asked.TableCreationParameters,
    ErrorCount: progress.errors,
    ProcessedItemCount: progress.processed,
    ImportedItemCount: progress.imported,
    ProcessedSizeBytes: progress.bytes,
    ...describeOutcome(one),
  };
}
