import type { TableDescription } from "@aws-sdk/client-dynamodb";
import { isBeingMade } from "./deletion.ts";
import { indexArn, streamArn, tableArn } from "./arns.ts";
import { attributesOf, type KeyAttribute, type KeySchema } from "./key-schema.ts";
import type { TableAddress } from "./table-name.ts";
import { type Measure, NOTHING_STORED, type TableStatistics } from "./table-statistics.ts";
import type { Billing, GlobalIndex, Index, ProvisionedThroughput, Table, Throughput } from "./table.ts";
import { decreasesOn, defaultWarm } from "./throughput.ts";

/** A table as an answer tells it. */
export type Described = {
  readonly address: TableAddress;
  readonly table: Table;
  readonly statistics: TableStatistics;
  readonly now: number;
  /** `ACTIVE`, or `UPDATING` while an index comes or goes, where an operation does not say otherwise. */
  readonly status?: "CREATING" | "UPDATING" | undefined;
};

export function describeTable({ address, now, statistics, status: asked, table }: Described): TableDescription {
  const { billing, globalIndexes, key, localIndexes } = table;
  const status = isBeingMade(table) ? "CREATING" : asked;
  const isChanging = globalIndexes.some((index) => index.status !== "ACTIVE");
  return {
    AttributeDefinitions: describeAttributes(table),
    TableName: table.name,
    KeySchema: describeKey(key),
    TableStatus: status ?? (isChanging ? "UPDATING" : "ACTIVE"),
    CreationDateTime: new Date(table.createdAt),
    ProvisionedThroughput: describeThroughput(throughputOf(billing), now),
    TableSizeBytes: statistics.table.bytes,
    ItemCount: statistics.table.items,
    TableArn: tableArn(address),
    TableId: table.id,
    ...describeBilling(billing, status === "CREATING"),
    ...(localIndexes.length > 0 && {
      LocalSecondaryIndexes: localIndexes.map((index) => describeIndex(index, { address, statistics })),
    }),
    ...(globalIndexes.length > 0 && {
      GlobalSecondaryIndexes: globalIndexes.map((index) =>
        describeGlobalIndex(index, { address, now, statistics, status, table }),
      ),
    }),
    ...describeStream(address, table),
    ...describeSettings(table, status),
    DeletionProtectionEnabled: table.deletionProtection,
  };
}

const throughputOf = (billing: Billing): ProvisionedThroughput | undefined =>
  billing.mode === "PROVISIONED" ? billing.throughput : undefined;

/** AWS tells a table's own key first, then what indexes add. */
export function describeAttributes({ globalIndexes, key, localIndexes }: Table) {
  const types = new Map<string, KeyAttribute["type"]>();
  for (const schema of [key, ...[...localIndexes, ...globalIndexes].map((index) => index.key)]) {
    for (const { name, type } of attributesOf(schema)) types.set(name, type);
  }
  return Array.from(types, ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

export const describeKey = ({ hash, range }: KeySchema) => [
  ...hash.map(({ name }) => ({ AttributeName: name, KeyType: "HASH" as const })),
  ...range.map(({ name }) => ({ AttributeName: name, KeyType: "RANGE" as const })),
];

/** Zeros of what pays per request. */
const describeThroughput = (throughput: ProvisionedThroughput | undefined, now: number) => ({
  ...(throughput?.increasedAt !== undefined && { LastIncreaseDateTime: new Date(throughput.increasedAt) }),
  ...(throughput?.decreasedAt !== undefined && { LastDecreaseDateTime: new Date(throughput.decreasedAt) }),
  NumberOfDecreasesToday: throughput ? decreasesOn(throughput, now) : 0,
  ReadCapacityUnits: throughput?.read ?? 0,
  WriteCapacityUnits: throughput?.write ?? 0,
});

/** A table that has always been provisioned has no summary. */
function describeBilling(billing: Billing, isNew: boolean) {
  const since = billing.mode === "PROVISIONED" ? billing.onDemandSince : billing.since;
  if (billing.mode === "PROVISIONED" && since === undefined) return {};
  return {
    BillingModeSummary: {
      BillingMode: billing.mode,
      ...(since !== undefined && !isNew && { LastUpdateToPayPerRequestDateTime: new Date(since) }),
    },
    ...(billing.mode === "PAY_PER_REQUEST" && describeLimits(billing.limits)),
  };
}

export const describeLimits = (limits: Partial<Throughput> | undefined) =>
  limits && {
    OnDemandThroughput: { MaxReadRequestUnits: limits.read ?? -1, MaxWriteRequestUnits: limits.write ?? -1 },
  };

type Surroundings = Pick<Described, "address" | "statistics">;

const describeIndex = (index: Index, { address, statistics }: Surroundings) => ({
  IndexName: index.name,
  KeySchema: describeKey(index.key),
  Projection: describeProjection(index),
  IndexSizeBytes: measureOf(index, statistics).bytes,
  ItemCount: measureOf(index, statistics).items,
  IndexArn: indexArn(address, index.name),
});

const measureOf = ({ id }: Index, { indexes }: TableStatistics): Measure => indexes.get(id) ?? NOTHING_STORED;

export const describeProjection = ({ projection }: Pick<Index, "projection">) => ({
  ProjectionType: projection.type,
  ...(projection.type === "INCLUDE" && { NonKeyAttributes: [...projection.attributes] }),
});

function describeGlobalIndex(index: GlobalIndex, { address, now, statistics, status, table }: Described) {
  return {
    ...describeIndex(index, { address, statistics }),
    IndexStatus: status === "CREATING" ? status : index.status,
    ...(index.status === "CREATING" && { Backfilling: index.isBackfilling ?? false }),
    ProvisionedThroughput: describeThroughput(index.throughput, now),
    ...describeLimits(index.limits),
    WarmThroughput: {
      ...describeWarm(index.warmThroughput ?? defaultWarm(table.billing, index.throughput)),
      Status: index.status === "CREATING" ? ("CREATING" as const) : ("ACTIVE" as const),
    },
  };
}

const describeWarm = ({ read, write }: Throughput) => ({ ReadUnitsPerSecond: read, WriteUnitsPerSecond: write });

/** AWS tells the last stream even when it is off. */
function describeStream(address: TableAddress, { formerStreams, stream }: Table) {
  const latest = stream ?? formerStreams.at(-1);
  return {
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view } }),
    ...(latest && { LatestStreamLabel: latest.label, LatestStreamArn: streamArn(address, latest.label) }),
  };
}

function describeSettings({ billing, restoredFrom, settings, tableClass }: Table, status: Described["status"]) {
  const warm = settings.warmThroughput;
  const isCreating = status === "CREATING";
  return {
    ...(settings.sse && {
      SSEDescription: {
        Status: "ENABLED" as const,
        SSEType: settings.sse.type,
        KMSMasterKeyArn: settings.sse.keyArn,
      },
    }),
    ...(tableClass && {
      TableClassSummary: {
        TableClass: tableClass.name,
        ...(tableClass.changedAt !== undefined && { LastUpdateDateTime: new Date(tableClass.changedAt) }),
      },
    }),
    ...((warm !== undefined || !isCreating) && {
      WarmThroughput: {
        ...describeWarm(warm ?? defaultWarm(billing, throughputOf(billing))),
        Status: isCreating ? ("UPDATING" as const) : ("ACTIVE" as const),
      },
    }),
    ...(restoredFrom && {
      RestoreSummary: {
        ...(restoredFrom.backupArn !== undefined && { SourceBackupArn: restoredFrom.backupArn }),
        SourceTableArn: restoredFrom.tableArn,
        RestoreDateTime: new Date(restoredFrom.at),
        RestoreInProgress: isCreating,
      },
    }),
  };
}

/** AWS tells little of a table that goes. */
export const describeDeletedTable = (address: TableAddress, table: Table, now: number): TableDescription => ({
  TableName: table.name,
  TableStatus: "DELETING",
  ProvisionedThroughput: describeThroughput(throughputOf(table.billing), now),
  TableSizeBytes: 0,
  ItemCount: 0,
  TableArn: tableArn(address),
  TableId: table.id,
  ...describeBilling(table.billing, false),
  DeletionProtectionEnabled: false,
});
