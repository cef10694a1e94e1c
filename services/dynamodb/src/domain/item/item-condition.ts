import type { Item } from "./attribute-value.ts";
import { compileExpected, type Condition, Placeholders } from "../expression/index.ts";
import { type RawItem, type RawValue, readItem, readValue } from "./read-item.ts";

/** How values are read: some operations word their problems in an older way. */
export type ItemReader = {
  readonly item: (item: RawItem) => Item;
  /** `ExpressionAttributeValues` */
  readonly values: (values: RawItem) => Item;
};

export const currentReader: ItemReader = { item: readItem, values: readItem };

/** `ExpressionAttributeNames` and `ExpressionAttributeValues` of a request. */
export type RawPlaceholders = {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: RawItem | undefined;
};

/** The condition of a write, in either of its forms. */
export type RawCondition = RawPlaceholders & {
  readonly ConditionExpression?: string | undefined;
  readonly Expected?: Readonly<Record<string, RawExpectation>> | undefined;
  readonly ConditionalOperator?: string | undefined;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExpectedAttributeValue.html */
export type RawExpectation = {
  readonly Value?: RawValue | undefined;
  readonly Exists?: boolean | undefined;
  readonly ComparisonOperator?: string | undefined;
  readonly AttributeValueList?: readonly RawValue[] | undefined;
};

/** @throws AwsError `ValidationException` in AWS's words */
export function readPlaceholders(
  { ExpressionAttributeNames: names, ExpressionAttributeValues: values }: RawPlaceholders,
  reader: ItemReader,
): Placeholders {
  if (values === undefined) return new Placeholders({ names });
  // What is wrong with the names of values comes before what is wrong with the values.
  void new Placeholders({ names, values: values as Item }); // as: it only looks at the names.
  return new Placeholders({ names, values: reader.values(values) });
}

/** @throws AwsError `ValidationException` in AWS's words */
export function compileExpectations({ Expected: expected, ConditionalOperator }: RawCondition): Condition | undefined {
  if (expected === undefined) return undefined;
  const read = Object.entries(expected).map(([name, { Value, AttributeValueList, ...others }]) => [
    name,
    { ...others, Value: Value && readValue(Value), AttributeValueList: AttributeValueList?.map(readValue) },
  ]);
  return compileExpected(Object.fromEntries(read), ConditionalOperator);
}
