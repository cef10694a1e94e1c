import type * as sdk from "@aws-sdk/client-s3";
import { malformedXml } from "../errors.ts";
import { duplicateTagKeys, sizeOutOfRange, sizesOutOfOrder } from "./lifecycle-errors.ts";

/** Bytes: 1,000 TiB, by what AWS answers. */
const MAX_SIZE = 1_099_511_627_776_000;

/** What a rule's objects have in common. */
export type Scope = {
  readonly prefix: string;
  readonly tags: readonly sdk.Tag[];
  readonly largerThan: number | undefined;
  readonly smallerThan: number | undefined;
};

/** Which objects a rule is about. */
export function scopeOf(rule: sdk.LifecycleRule): Scope {
  const { Filter: filter = {} } = rule;
  const { And: and = filter, Tag: tag } = filter;
  const tags = and === filter ? tag && [tag] : filter.And?.Tags;
  return {
    prefix: and.Prefix ?? rule.Prefix ?? "",
    tags: tags ?? [],
    largerThan: and.ObjectSizeGreaterThan,
    smallerThan: and.ObjectSizeLessThan,
  };
}

/** A scope as AWS's messages name it: `(prefix=logs/ and objectsizelessthan=1024)`. */
export function scopeText(rule: sdk.LifecycleRule): string {
  const { prefix, tags, largerThan, smallerThan } = scopeOf(rule);
  const isByPrefix = [rule.Prefix, rule.Filter?.Prefix, rule.Filter?.And?.Prefix].some((given) => given !== undefined);
  const predicates = [
    ...(isByPrefix ? [`prefix=${prefix}`] : []),
    ...tags.map(({ Key: key, Value: value }) => `tag: key=${key}, value=${value}`),
    ...(largerThan === undefined ? [] : [`objectsizegreaterthan=${largerThan}`]),
    ...(smallerThan === undefined ? [] : [`objectsizelessthan=${smallerThan}`]),
  ];
  return `(${predicates.join(" and ")})`;
}

/**
 * A filter has one predicate, or more inside `And`, or none: then it is about all objects.
 * @throws AwsError MalformedXML, InvalidRequest
 */
export function checkFilter(rule: sdk.LifecycleRule): void {
  const { Filter: filter } = rule;
  if (filter === undefined) return;
  if (countOf(filter) > 1) throw malformedXml();
  const { And: and } = filter;
  if (and !== undefined) {
    const { Tags: tags = [], ...others } = and;
    if (countOf(others) + tags.length < 2) throw malformedXml();
  }
  const scope = scopeOf(rule);
  const keys = scope.tags.map(({ Key: key }) => key);
  if (new Set(keys).size < keys.length) throw duplicateTagKeys();
  checkSizes(scope);
}

const countOf = (predicates: object): number => Object.values(predicates).filter((value) => value !== undefined).length;

function checkSizes({ largerThan, smallerThan }: Scope): void {
  if (largerThan !== undefined && (largerThan < 0 || largerThan > MAX_SIZE)) {
    throw sizeOutOfRange("ObjectSizeGreaterThan", 0, MAX_SIZE);
  }
  if (smallerThan !== undefined && (smallerThan < 1 || smallerThan > MAX_SIZE)) {
    throw sizeOutOfRange("ObjectSizeLessThan", 1, MAX_SIZE);
  }
  if (largerThan !== undefined && smallerThan !== undefined && smallerThan <= largerThan) throw sizesOutOfOrder();
}
