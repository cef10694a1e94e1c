import type { BackupDescription, BackupDetails, BackupSummary } from "@aws-sdk/client-dynamodb";
import { type Arn, isSameRegion, parseArn, type Place } from "@skylab/aws";
import { backupArn, tableArn } from "../table/arns.ts";
import { validationError } from "../errors.ts";
import { describeKey, describeLimits, describeProjection } from "../table/table-description.ts";
import type { Measure } from "../table/table-statistics.ts";
import type { Table } from "../table/table.ts";

/** What is kept of a backup beside the items. */
export type Backup = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** The table as it was. */
  readonly table: Table;
};

/** A backup, wherever it is: requests name it by its ARN. */
export type BackupAddress = { readonly place: Place; readonly id: string };

const RESOURCE = /^table\/[a-zA-Z0-9_.-]+\/backup\/([\w-]+)$/;

/**
 * The backup that a request means.
 * @throws AwsError `ValidationException`
 */
export function readBackupArn(text: string, here: Place): BackupAddress {
  const arn: Arn | undefined = parseArn(text);
  const [, id] = (arn?.service === "dynamodb" && RESOURCE.exec(arn.resource)) || [];
  if (arn === undefined || id === undefined || !isSameRegion(arn, here)) throw validationError("Invalid Backup ARN");
  return { place: { account: arn.account, region: arn.region }, id };
}

/** Digits of the time, and of what tells apart backups of one millisecond. */
const TIME_DIGITS = 14;
const RANDOM_DIGITS = 8;

/** `01489602797149-73d8d5bc`: backups sort by their time. */
export const backupId = (now: number, uuid: string): string =>
  `${String(now).padStart(TIME_DIGITS, "0")}-${uuid.slice(0, RANDOM_DIGITS)}`;

/** A backup as answers tell it. */
export type DescribedBackup = {
  readonly backup: Backup;
  readonly place: Place;
  readonly status: "CREATING" | "AVAILABLE" | "DELETED";
  readonly measure: Measure;
};

export const arnOfBackup = (place: Place, { id, table }: Backup): string => backupArn({ place, name: table.name }, id);

export const describeDetails = ({ backup, measure, place, status }: DescribedBackup): BackupDetails => ({
  BackupArn: arnOfBackup(place, backup),
  BackupName: backup.name,
  BackupSizeBytes: measure.bytes,
  BackupStatus: status,
  BackupType: "USER",
  BackupCreationDateTime: new Date(backup.createdAt),
});

export const summarizeBackup = (described: DescribedBackup): BackupSummary => ({
  TableName: described.backup.table.name,
  TableId: described.backup.table.id,
  TableArn: tableArn({ place: described.place, name: described.backup.table.name }),
  ...describeDetails(described),
});

export function describeBackup(described: DescribedBackup): BackupDescription {
  const { backup, measure, place } = described;
  const { billing, createdAt, id, key, name } = backup.table;
  const { read, write } = billing.mode === "PROVISIONED" ? billing.throughput : NO_THROUGHPUT;
  return {
    BackupDetails: describeDetails(described),
    SourceTableDetails: {
      TableName: name,
      TableId: id,
      TableArn: tableArn({ place, name }),
      TableSizeBytes: measure.bytes,
      KeySchema: describeKey(key),
      TableCreationDateTime: new Date(createdAt),
      ProvisionedThroughput: { ReadCapacityUnits: read, WriteCapacityUnits: write },
      ItemCount: measure.items,
      BillingMode: billing.mode,
      ...(billing.mode === "PAY_PER_REQUEST" && describeLimits(billing.limits)),
    },
    SourceTableFeatureDetails: describeFeatures(backup.table),
  };
}

const NO_THROUGHPUT = { read: 0, write: 0 };

function describeFeatures({ globalIndexes, localIndexes, settings, stream, ttl }: Table) {
  const { sse } = settings;
  return {
    ...(localIndexes.length > 0 && {
      LocalSecondaryIndexes: localIndexes.map((index) => ({
        IndexName: index.name,
        KeySchema: describeKey(index.key),
        Projection: describeProjection(index),
      })),
    }),
    ...(globalIndexes.length > 0 && {
      GlobalSecondaryIndexes: globalIndexes.map((index) => ({
        IndexName: index.name,
        KeySchema: describeKey(index.key),
        Projection: describeProjection(index),
        ProvisionedThroughput: {
          ReadCapacityUnits: index.throughput?.read ?? 0,
          WriteCapacityUnits: index.throughput?.write ?? 0,
        },
      })),
    }),
    ...(stream && { StreamDescription: { StreamEnabled: true, StreamViewType: stream.view } }),
    ...(ttl.enabled && {
      TimeToLiveDescription: { TimeToLiveStatus: "ENABLED" as const, AttributeName: ttl.attribute },
    }),
    ...(sse && { SSEDescription: { Status: "ENABLED" as const, SSEType: sse.type, KMSMasterKeyArn: sse.keyArn } }),
  };
}
