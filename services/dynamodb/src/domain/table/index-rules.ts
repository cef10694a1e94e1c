import { newThroughput } from "./billing.ts";
import { invalidParameter } from "../errors.ts";
import { type Definitions, readGlobalKey, readSimpleKey } from "./read-key-schema.ts";
import type { KeySchema } from "./key-schema.ts";
import type { RawGlobalIndex, RawLocalIndex, RawProjection } from "./table-input.ts";
import type { Billing, GlobalIndex, Index, Projection } from "./table.ts";
import { checkBounds, defaultWarm, lowerThanInitial, readOnDemand, readThroughput, readWarm } from "./throughput.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-secondary-indexes */
export const MAX_GLOBAL_INDEXES = 20;
const MAX_LOCAL_INDEXES = 5;

/** What the rules of an index must know of its table. */
export type IndexedTable = { readonly definitions: Definitions; readonly key: KeySchema; readonly billing: Billing };

/** Makes the id of another index. */
type NewId = () => string;

/**
 * The local indexes of a new table.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readLocalIndexes(
  asked: readonly RawLocalIndex[] | undefined,
  { definitions, key }: IndexedTable,
  newId: NewId,
): readonly Index[] {
  if (asked === undefined) return [];
  if (asked.length === 0) throw invalidParameter("List of LocalSecondaryIndexes is empty");
  if (key.range.length === 0) {
    throw invalidParameter(
      "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
  }
  const indexes = asked.map((index) => ({
    name: index.IndexName,
    id: newId(),
    key: readLocalKey(index, definitions, key),
    projection: readProjection(index.Projection),
  }));
  checkNames(indexes);
  if (indexes.length > MAX_LOCAL_INDEXES) {
    throw invalidParameter(`Number of LocalSecondaryIndexes exceeds per-table limit of ${MAX_LOCAL_INDEXES}`);
  }
  return indexes;
}

function readLocalKey(index: RawLocalIndex, definitions: Definitions, table: KeySchema): KeySchema {
  const key = readSimpleKey(index.KeySchema, definitions);
  const name = index.IndexName;
  if (key.range.length === 0) throw invalidParameter(`Index KeySchema does not have a range key for index: ${name}`);
  const [hash] = key.hash;
  const [own] = table.hash;
  if (hash?.name !== own?.name) {
    throw invalidParameter(
      `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${name}. ` +
        `index hash key: ${hash?.name}, table hash key: ${own?.name}`,
    );
  }
  return key;
}

/**
 * The global indexes of a new table.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readGlobalIndexes(
  asked: readonly RawGlobalIndex[] | undefined,
  table: IndexedTable,
  newId: NewId,
): readonly GlobalIndex[] {
  if (asked === undefined) return [];
  if (asked.length === 0) throw invalidParameter("List of GlobalSecondaryIndexes is empty");
  const indexes = asked.map((index) => readGlobalIndex(index, table, newId()));
  checkNames(indexes);
  if (indexes.length > MAX_GLOBAL_INDEXES) {
    throw invalidParameter(`GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL_INDEXES}`);
  }
  return indexes;
}

/** One global index, `ACTIVE`: a new table has nothing that must be filled in. */
export function readGlobalIndex(
  index: RawGlobalIndex,
  { billing, definitions }: Omit<IndexedTable, "key">,
  id: string,
): GlobalIndex {
  const { IndexName: name, OnDemandThroughput, ProvisionedThroughput, WarmThroughput } = index;
  const key = readGlobalKey(index.KeySchema, definitions);
  const projection = readProjection(index.Projection);
  checkIndexBilling(index, billing);
  const throughput = ProvisionedThroughput && newThroughput(readThroughput(ProvisionedThroughput));
  const limits = OnDemandThroughput && readOnDemand(OnDemandThroughput, { index: name, mode: billing.mode, lowest: 1 });
  const lowest = { index: name, lowerThan: lowerThanInitial(billing) };
  const warmThroughput = WarmThroughput && readWarm(WarmThroughput, defaultWarm(billing, throughput), lowest);
  return {
    name,
    id,
    key,
    projection,
    status: "ACTIVE",
    ...(throughput && { throughput }),
    ...(limits && { limits }),
    ...(warmThroughput && { warmThroughput }),
  };
}

function checkIndexBilling({ IndexName: name, ProvisionedThroughput }: RawGlobalIndex, { mode }: Billing): void {
  if (mode === "PAY_PER_REQUEST" && ProvisionedThroughput) {
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (mode === "PROVISIONED" && !ProvisionedThroughput) {
    throw invalidParameter(`ProvisionedThroughput is not specified for index: ${name}`);
  }
  if (ProvisionedThroughput) checkBounds(ProvisionedThroughput);
}

/** @throws AwsError `ValidationException` in AWS's words */
function readProjection({ NonKeyAttributes: attributes, ProjectionType: type }: RawProjection): Projection {
  if (type === undefined) throw invalidParameter("Unknown ProjectionType: null");
  if (type !== "INCLUDE") {
    if (attributes === undefined) return { type };
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  }
  if (attributes === undefined) {
    throw invalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  }
  const repeated = attributes.find((name, position) => attributes.indexOf(name) !== position);
  if (repeated !== undefined) throw invalidParameter(`Duplicate element in NonKeyAttributes: ${repeated}`);
  return { type, attributes };
}

/** @throws AwsError `ValidationException` where two indexes have one name */
export function checkNames(indexes: readonly Pick<Index, "name">[]): void {
  const names = indexes.map(({ name }) => name);
  const repeated = names.find((name, position) => names.indexOf(name) !== position);
  if (repeated !== undefined) throw invalidParameter(`Duplicate index name: ${repeated}`);
}
