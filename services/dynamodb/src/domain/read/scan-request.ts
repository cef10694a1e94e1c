import { type Item, memberOf } from "../item/attribute-value.ts";
import {
  checkParameters,
  compileAttributesToGet,
  compileProjection,
  type Condition,
  type Projection,
} from "../expression/index.ts";
import { type RawPlaceholders, readPlaceholders } from "../item/item-condition.ts";
import { checkPaths } from "../item/key-paths.ts";
import { attributesOf } from "../table/key-schema.ts";
import { hashParts } from "../item/item-key.ts";
import { olderReader, readOlderItem, readOlderValue } from "../item/older-words.ts";
import { type RawLegacyConditions, readFilterExpression, readLegacyFilter } from "./read-filter.ts";
import type { RawItem } from "../item/read-item.ts";
import { checkProjected, type ReadSource, readSource, type SourceWishes } from "./read-source.ts";
import { bucketsOf, readSegment, type Segment, type SegmentWishes } from "./segments.ts";
import { checkAllAttributes, checkSelect, type SelectWishes } from "./select.ts";
import {
  checkStartKeyAttributes,
  checkStartKeyCount,
  checkTableStartKey,
  invalidStartKey,
  readStartKey,
} from "./start-key.ts";
import type { Table } from "../table/table.ts";

/** What Scan takes, as far as it decides which items are answered. */
export type RawScan = RawPlaceholders &
  SelectWishes &
  SourceWishes &
  SegmentWishes & {
    readonly FilterExpression?: string | undefined;
    readonly ScanFilter?: RawLegacyConditions | undefined;
    readonly ConditionalOperator?: string | undefined;
    readonly ExclusiveStartKey?: RawItem | undefined;
  };

/** A Scan before its table is known. */
export type ScanRequest = {
  readonly filter: Condition | undefined;
  readonly projection: Projection | undefined;
  readonly start: Item | undefined;
  readonly segment: Segment | undefined;
  /** @throws AwsError `ValidationException` where the Scan does not fit the table */
  readonly on: (table: Table) => ReadSource;
};

/** @throws AwsError `ValidationException` in AWS's words */
export function compileScan(input: RawScan): ScanRequest {
  checkParameters("Scan", input);
  checkSelect(input);
  const attributes = input.AttributesToGet && compileAttributesToGet(input.AttributesToGet);
  const legacyFilter = readLegacyFilter(input.ScanFilter, input.ConditionalOperator, readOlderValue);
  const start = readStartKey(input.ExclusiveStartKey, readOlderItem);
  const segment = readSegment(input);
  const placeholders = readPlaceholders(input, olderReader);
  const filter = readFilterExpression(input.FilterExpression, placeholders) ?? legacyFilter;
  const { ProjectionExpression: text } = input;
  const projection = text === undefined ? attributes : compileProjection(text, placeholders);
  placeholders.refuseUnused();
  return {
    filter,
    projection,
    start,
    segment,
    on: (table) => {
      const source = readSource(table, input);
      if (start !== undefined) checkIndexStartKey(start, source);
      checkAllAttributes(source, input.Select);
      if (start !== undefined) checkScanStart(start, source, segment);
      if (projection !== undefined) {
        checkPaths(projection.paths, table);
        checkProjected(source, projection.paths);
      }
      if (filter !== undefined) checkPaths(filter.paths, table);
      return source;
    },
  };
}

function checkIndexStartKey(start: Item, source: ReadSource): void {
  checkStartKeyCount(start, source, "Scan");
  if (source.index !== undefined) checkStartKeyAttributes(start, attributesOf(source.key));
}

function checkScanStart(start: Item, source: ReadSource, segment: Segment | undefined): void {
  checkTableStartKey(start, source);
  if (segment === undefined) return;
  const { from, to } = bucketsOf(segment);
  const bucket = bucketIn(source, start);
  if (bucket >= from && bucket < to) return;
  throw invalidStartKey(
    "Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. " +
      `TotalSegments: ${segment.total} Segment: ${segment.number}`,
  );
}

function bucketIn({ key }: ReadSource, start: Item): number {
  const values = key.hash.flatMap(({ name }) => memberOf(start, name) ?? []);
  const [bucket] = hashParts(values);
  return Number(bucket);
}
