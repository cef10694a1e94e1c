import {
  compileCondition,
  compileLegacyFilter,
  type Condition,
  type LegacyCondition,
  type Placeholders,
} from "../expression/index.ts";
import type { RawValue } from "../item/read-item.ts";
import type { AttributeValue } from "../item/attribute-value.ts";

/** A condition of `KeyConditions`, `QueryFilter` or `ScanFilter`. */
export type RawLegacyCondition = {
  readonly ComparisonOperator?: string | undefined;
  readonly AttributeValueList?: readonly RawValue[] | undefined;
};

export type RawLegacyConditions = Readonly<Record<string, RawLegacyCondition>>;

type ReadValue = (value: RawValue) => AttributeValue;

/** @throws AwsError `ValidationException` where there is something among them that is no value */
export const readLegacyConditions = (
  conditions: RawLegacyConditions,
  read: ReadValue,
): Readonly<Record<string, LegacyCondition>> =>
  Object.fromEntries(
    Object.entries(conditions).map(([name, { ComparisonOperator, AttributeValueList }]) => [
      name,
      { ComparisonOperator, AttributeValueList: AttributeValueList?.map(read) },
    ]),
  );

/**
 * `QueryFilter` or `ScanFilter`.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readLegacyFilter(
  filter: RawLegacyConditions | undefined,
  operator: string | undefined,
  read: ReadValue,
): Condition | undefined {
  if (filter === undefined) return undefined;
  return compileLegacyFilter(readLegacyConditions(filter, read), operator);
}

/** @throws AwsError `ValidationException` in AWS's words */
export const readFilterExpression = (text: string | undefined, placeholders: Placeholders): Condition | undefined =>
  text === undefined ? undefined : compileCondition(text, placeholders, "FilterExpression");
