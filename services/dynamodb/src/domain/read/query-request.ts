import type { Item } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import {
  checkParameters,
  compileAttributesToGet,
  compileKeyCondition,
  compileKeyConditions,
  compileProjection,
  type Condition,
  type AskedAttribute,
  type KeyCondition,
  type Projection,
  refuseKeyFilter,
} from "../expression/index.ts";
import { currentReader, type RawPlaceholders, readPlaceholders } from "../item/item-condition.ts";
import { checkPaths, namesOf } from "../item/key-paths.ts";
import type { KeySchema } from "../table/key-schema.ts";
import {
  type RawLegacyConditions,
  readFilterExpression,
  readLegacyConditions,
  readLegacyFilter,
} from "./read-filter.ts";
import { type RawItem, readItem, readValue } from "../item/read-item.ts";
import { checkFilterProjected, checkProjected, type ReadSource, readSource, type SourceWishes } from "./read-source.ts";
import { inEnvelope } from "../item/request-envelope.ts";
import { checkAllAttributes, checkSelect, type SelectWishes } from "./select.ts";
import {
  checkStartKeyAttributes,
  checkStartKeyCondition,
  checkStartKeyCount,
  checkTableStartKey,
  readStartKey,
} from "./start-key.ts";
import type { Table } from "../table/table.ts";

/** What Query takes, as far as it decides which items are answered. */
export type RawQuery = RawPlaceholders &
  SelectWishes &
  SourceWishes & {
    readonly KeyConditionExpression?: string | undefined;
    readonly FilterExpression?: string | undefined;
    readonly KeyConditions?: RawLegacyConditions | undefined;
    readonly QueryFilter?: RawLegacyConditions | undefined;
    readonly ConditionalOperator?: string | undefined;
    readonly ExclusiveStartKey?: RawItem | undefined;
  };

/** A Query before its table is known. */
export type QueryRequest = {
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
  readonly start: Item | undefined;
  /** @throws AwsError `ValidationException` where the Query does not fit the table */
  readonly on: (table: Table) => QueryTarget;
};

/** What a Query reads, and which part of it. */
export type QueryTarget = { readonly source: ReadSource; readonly condition: KeyCondition };

type KeyOf = (key: readonly AskedAttribute[]) => KeyCondition;

/** @throws AwsError `ValidationException` in AWS's words */
export function compileQuery(input: RawQuery): QueryRequest {
  checkParameters("Query", input);
  inEnvelope(() => checkSelect(input));
  const legacyFilter = readLegacyFilter(input.QueryFilter, input.ConditionalOperator, readValue);
  const attributes = input.AttributesToGet && compileAttributesToGet(input.AttributesToGet);
  const start = readStartKey(input.ExclusiveStartKey, readItem);
  const { KeyConditionExpression: keyText, KeyConditions: keyConditions = {} } = input;
  if (keyText === undefined && input.KeyConditions === undefined) throw noKeyCondition();
  const placeholders = readPlaceholders(input, currentReader);
  const keyExpression = keyText === undefined ? undefined : compileKeyCondition(keyText, placeholders);
  const filter = readFilterExpression(input.FilterExpression, placeholders) ?? legacyFilter;
  const { ProjectionExpression: text } = input;
  const projection = text === undefined ? attributes : compileProjection(text, placeholders);
  placeholders.refuseUnused();
  const conditionOn = keyExpression ?? compileKeyConditions(readLegacyConditions(keyConditions, readValue));
  return {
    filter,
    projection,
    start,
    on: (table) => {
      const source = readSource(table, input);
      const condition = checkedCondition(source, conditionOn, start);
      if (projection !== undefined) checkPaths(projection.paths, table);
      if (filter !== undefined) refuseKeyFilter(filter.paths, namesOf(source.key), filterName(input));
      checkAllAttributes(source, input.Select);
      if (projection !== undefined) checkProjected(source, projection.paths);
      if (filter !== undefined) checkFilterProjected(source, filter.paths);
      if (filter !== undefined) checkPaths(filter.paths, table);
      return { source, condition };
    },
  };
}

const filterName = ({ QueryFilter }: RawQuery): "QueryFilter" | "Filter Expression" =>
  QueryFilter === undefined ? "Filter Expression" : "QueryFilter";

const noKeyCondition = (): Error =>
  validationError("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");

/** The starting key and the condition are looked at side by side: first the hash attributes of either. */
function checkedCondition(source: ReadSource, conditionOn: KeyOf, start: Item | undefined): KeyCondition {
  const { key } = source;
  if (start === undefined) return conditionOn(attributesWithKinds(key));
  checkStartKeyCount(start, source, "Query");
  checkStartKeyAttributes(start, key.hash);
  const condition = conditionOn(attributesWithKinds(key));
  checkStartKeyAttributes(start, key.range);
  checkTableStartKey(start, source);
  checkStartKeyCondition(start, source, condition);
  return condition;
}

const attributesWithKinds = ({ hash, range }: KeySchema): readonly AskedAttribute[] => [
  ...hash.map((attribute) => ({ ...attribute, kind: "HASH" as const })),
  ...range.map((attribute) => ({ ...attribute, kind: "RANGE" as const })),
];
