import { changeLimits, checkDiffers } from "./billing-change.ts";
import { newThroughput } from "./billing.ts";
import { invalidParameter, validationError } from "../errors.ts";
import { MAX_GLOBAL_INDEXES, readGlobalIndex } from "./index-rules.ts";
import { type Definitions, readDefinitions } from "./read-key-schema.ts";
import { attributesOf } from "./key-schema.ts";
import { indexNotFound, limitExceeded } from "./table-errors.ts";
import type { RawGlobalIndex, RawIndexUpdate, RawTableUpdate } from "./table-input.ts";
import type { Billing, GlobalIndex, Table } from "./table.ts";
import { changeThroughput, defaultWarm, LOWER_THAN_CURRENT, readThroughput, readWarm } from "./throughput.ts";
import { onlyOneOnline } from "./update-rules.ts";

/** What changes of indexes take from outside, beside the request. */
export type IndexChange = { readonly now: number; readonly newId: () => string; readonly billing: Billing };

/**
 * The global indexes of a table after an update.
 * @throws AwsError in AWS's words
 */
export function changeIndexes(table: Table, asked: RawTableUpdate, change: IndexChange): readonly GlobalIndex[] {
  const { AttributeDefinitions, GlobalSecondaryIndexUpdates: updates = [] } = asked;
  let indexes = table.globalIndexes;
  for (const update of updates) {
    if (update.Delete) indexes = without(table, indexes, update.Delete.IndexName);
    if (update.Update) indexes = updated(table, indexes, { update: update.Update, ...change });
    if (update.Create) indexes = [...indexes, created(table, update.Create, { AttributeDefinitions, ...change })];
  }
  return indexes.map((index) => rebilled(index, table.billing, change.billing));
}

function without(table: Table, indexes: readonly GlobalIndex[], name: string): readonly GlobalIndex[] {
  requireIndex(table, name, "delete");
  if (indexes.some((index) => index.status === "CREATING" && index.name !== name)) throw onlyOneOnline();
  return indexes.filter((index) => index.name !== name);
}

function requireIndex(table: Table, name: string, verb: "delete" | "update"): void {
  if (table.localIndexes.some((index) => index.name === name)) {
    throw validationError(`Cannot ${verb} an index that is not a GlobalSecondaryIndex: ${name}`);
  }
  if (!table.globalIndexes.some((index) => index.name === name)) throw indexNotFound(name, table.name);
}

type Creation = IndexChange & Pick<RawTableUpdate, "AttributeDefinitions">;

function created(table: Table, asked: RawGlobalIndex, { AttributeDefinitions, billing, newId }: Creation): GlobalIndex {
  const { globalIndexes, localIndexes } = table;
  const name = asked.IndexName;
  if ([...globalIndexes, ...localIndexes].some((index) => index.name === name)) {
    throw validationError("Attempting to create an index which already exists");
  }
  if (globalIndexes.some(({ status }) => status === "CREATING")) throw onlyOneOnline();
  if (AttributeDefinitions === undefined || AttributeDefinitions.length === 0) {
    throw invalidParameter(`AttributeDefinitions is not specified for index: ${name}`);
  }
  const definitions = withKnown(readDefinitions(AttributeDefinitions), table);
  const index = readGlobalIndex(asked, { billing, definitions }, newId());
  if (globalIndexes.length === MAX_GLOBAL_INDEXES) {
    throw limitExceeded(`Number of global secondary indexes exceeds per-table limit of ${MAX_GLOBAL_INDEXES}`);
  }
  return { ...index, status: "CREATING" };
}

/** What a key attribute of the table is already, it stays: AWS does not care what the request says. */
function withKnown(asked: Definitions, { globalIndexes, key, localIndexes }: Table): Definitions {
  const known = [key, ...[...localIndexes, ...globalIndexes].map((index) => index.key)].flatMap(attributesOf);
  const types = new Map(known.map(({ name, type }) => [name, type]));
  return new Map(Array.from(asked, ([name, type]) => [name, types.get(name) ?? type]));
}

type Changing = IndexChange & { readonly update: NonNullable<RawIndexUpdate["Update"]> };

const updated = (table: Table, indexes: readonly GlobalIndex[], changing: Changing): readonly GlobalIndex[] => {
  requireIndex(table, changing.update.IndexName, "update");
  return indexes.map((index) => (index.name === changing.update.IndexName ? updatedIndex(index, changing) : index));
};

function updatedIndex(index: GlobalIndex, { billing, now, update }: Changing): GlobalIndex {
  const { OnDemandThroughput, ProvisionedThroughput: asked, WarmThroughput } = update;
  checkUpdateForm(update, billing);
  const { limits: before, throughput: current, ...rest } = index;
  if (asked && current) checkDiffers(current, asked, `index ${index.name}`);
  const wanted = asked && readThroughput(asked);
  const throughput = wanted && (current ? changeThroughput(current, wanted, now) : newThroughput(wanted));
  const limits = changeLimits(before, OnDemandThroughput, index.name);
  const warmNow = index.warmThroughput ?? defaultWarm(billing, throughput ?? current);
  const lower = { index: index.name, lowerThan: LOWER_THAN_CURRENT };
  return {
    ...rest,
    ...(current && { throughput: current }),
    ...(throughput && { throughput }),
    ...(limits && { limits }),
    ...(WarmThroughput && { warmThroughput: readWarm(WarmThroughput, warmNow, lower) }),
  };
}

function checkUpdateForm(update: Changing["update"], { mode }: Billing): void {
  const { IndexName: name, OnDemandThroughput, ProvisionedThroughput, WarmThroughput } = update;
  if (WarmThroughput && Object.values(WarmThroughput).every((units) => units === undefined)) {
    throw invalidParameter(
      `WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: ${name}`,
    );
  }
  if (mode === "PAY_PER_REQUEST" && ProvisionedThroughput) {
    throw invalidParameter(
      `Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (mode === "PAY_PER_REQUEST" && !OnDemandThroughput && !WarmThroughput) {
    throw invalidParameter(
      `The only Updates for index: ${name} when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput`,
    );
  }
  if (mode === "PROVISIONED" && !ProvisionedThroughput && !WarmThroughput) {
    throw invalidParameter(`Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: ${name}`);
  }
}

/** An index after the table's billing changed. */
function rebilled(index: GlobalIndex, before: Billing, after: Billing): GlobalIndex {
  if (before.mode === after.mode) return index;
  const { limits: _limits, throughput, ...rest } = index;
  if (after.mode === "PAY_PER_REQUEST") return rest;
  if (throughput === undefined)
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${index.name}`);
  return { ...rest, throughput };
}
