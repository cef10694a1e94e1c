import { validationError } from "../errors.ts";
import { attributesOf } from "../table/key-schema.ts";
import { type Birth, newTable } from "../table/new-table.ts";
import { describeAttributes, describeKey, describeProjection } from "../table/table-description.ts";
import type {
  RawEncryption,
  RawGlobalIndex,
  RawLocalIndex,
  RawOnDemand,
  RawTable,
  RawThroughput,
} from "../table/table-input.ts";
import type { TableAddress } from "../table/table-name.ts";
import type { Billing, GlobalIndex, Index, Table } from "../table/table.ts";

/** What a restore makes otherwise than it was. */
export type Overrides = {
  readonly BillingModeOverride?: Billing["mode"] | undefined;
  readonly GlobalSecondaryIndexOverride?: readonly RawGlobalIndex[] | undefined;
  readonly LocalSecondaryIndexOverride?: readonly RawLocalIndex[] | undefined;
  readonly OnDemandThroughputOverride?: RawOnDemand | undefined;
  readonly ProvisionedThroughputOverride?: RawThroughput | undefined;
  readonly SSESpecificationOverride?: RawEncryption | undefined;
};

/**
 * The table that is restored from one as it was. Tags, streams, time to live, policies and the like stay behind, as AWS's do.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function restoredTable(address: TableAddress, source: Table, { birth, overrides }: Restoring): Table {
  const locals = overrides.LocalSecondaryIndexOverride;
  const globals = overrides.GlobalSecondaryIndexOverride;
  for (const { IndexName: name } of [...(locals ?? []), ...(globals ?? [])]) checkIndex(source, name);
  const mode = overrides.BillingModeOverride ?? source.billing.mode;
  const indexes = {
    LocalSecondaryIndexes: locals ?? source.localIndexes.map(rawIndex),
    GlobalSecondaryIndexes: globals ?? source.globalIndexes.map((index) => rawGlobalIndex(index, mode)),
  };
  return newTable(
    address,
    {
      AttributeDefinitions: usedAttributes(source, indexes),
      KeySchema: describeKey(source.key),
      ...(indexes.LocalSecondaryIndexes.length > 0 && { LocalSecondaryIndexes: indexes.LocalSecondaryIndexes }),
      ...(indexes.GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes: indexes.GlobalSecondaryIndexes }),
      ...rawBilling(source.billing, overrides),
      SSESpecification: overrides.SSESpecificationOverride ?? rawEncryption(source),
      ...(source.tableClass && { TableClass: source.tableClass.name }),
    },
    birth,
  );
}

type Restoring = { readonly birth: Birth; readonly overrides: Overrides };

function checkIndex({ globalIndexes, localIndexes }: Table, name: string): void {
  if ([...globalIndexes, ...localIndexes].some((index) => index.name === name)) return;
  throw validationError(
    `Invalid Request: Index ${name} does not match a secondary index that existed in the source table and cannot be created during the restore operation`,
  );
}

const rawIndex = (index: Index): RawLocalIndex => ({
  IndexName: index.name,
  KeySchema: describeKey(index.key),
  Projection: describeProjection(index),
});

function rawGlobalIndex(index: GlobalIndex, mode: Billing["mode"]): RawGlobalIndex {
  const raw = rawIndex(index);
  const { throughput } = index;
  if (mode !== "PROVISIONED" || throughput === undefined) return raw;
  return {
    ...raw,
    ProvisionedThroughput: { ReadCapacityUnits: throughput.read, WriteCapacityUnits: throughput.write },
  };
}

function usedAttributes(source: Table, { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] }: RawTable) {
  const keys = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].flatMap(({ KeySchema }) => KeySchema);
  const names = new Set([
    ...attributesOf(source.key).map(({ name }) => name),
    ...keys.map(({ AttributeName }) => AttributeName),
  ]);
  return describeAttributes(source).filter(({ AttributeName }) => names.has(AttributeName));
}

function rawBilling(
  billing: Billing,
  overrides: Overrides,
): Pick<RawTable, "BillingMode" | "OnDemandThroughput" | "ProvisionedThroughput"> {
  const mode = overrides.BillingModeOverride ?? billing.mode;
  const { OnDemandThroughputOverride: limits, ProvisionedThroughputOverride: throughput } = overrides;
  if (mode === "PAY_PER_REQUEST") {
    if (throughput) {
      throw validationError(
        "Invalid Request: Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST",
      );
    }
    return { BillingMode: mode, ...(limits && { OnDemandThroughput: limits }) };
  }
  if (throughput) return { BillingMode: mode, ProvisionedThroughput: throughput };
  if (billing.mode !== "PROVISIONED") {
    throw validationError(
      "Invalid Request: Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED",
    );
  }
  const { read, write } = billing.throughput;
  return { BillingMode: mode, ProvisionedThroughput: { ReadCapacityUnits: read, WriteCapacityUnits: write } };
}

const rawEncryption = ({ settings: { sse } }: Table): RawEncryption | undefined =>
  sse && { Enabled: true, SSEType: "KMS", KMSMasterKeyId: sse.keyArn };
