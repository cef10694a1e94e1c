import type { Context } from "@skylab/auth";
import type { AttributeValue } from "../domain/item/attribute-value.ts";
import type { KeySchema } from "../domain/table/key-schema.ts";
import type { RawItem, RawValue } from "../domain/item/read-item.ts";
import { attributesIn, type Names } from "./expression-attributes.ts";

/** What conditions may ask of a request that reads or writes items. */
export type ItemRequest = {
  readonly keys?: readonly RawItem[] | undefined;
  readonly items?: readonly RawItem[] | undefined;
  readonly input: ItemInput;
  /** The key that a Query asks for. */
  readonly queried?: readonly AttributeValue[];
  /** The API that a transaction or a batch is, where the action is that of an item. */
  readonly enclosing?: string;
};

/** The members that matter here, of all operations on items. */
export type ItemInput = {
  readonly AttributesToGet?: readonly string[] | undefined;
  readonly AttributeUpdates?: Readonly<Record<string, unknown>> | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly Expected?: Readonly<Record<string, unknown>> | undefined;
  readonly ExpressionAttributeNames?: Names | undefined;
  readonly FilterExpression?: string | undefined;
  readonly IndexName?: string | undefined;
  readonly KeyConditionExpression?: string | undefined;
  readonly KeyConditions?: Readonly<Record<string, unknown>> | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly QueryFilter?: Readonly<Record<string, unknown>> | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
  readonly ReturnValues?: string | undefined;
  readonly ScanFilter?: Readonly<Record<string, unknown>> | undefined;
  readonly Select?: string | undefined;
  readonly UpdateExpression?: string | undefined;
};

/**
 * The condition keys of operations on items.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html#FGAC_DDB.ConditionKeys
 * @param key of the table or index that is read; absent where there is no such table
 */
export function itemContext(request: ItemRequest, key: KeySchema | undefined): Context {
  const { enclosing, input, items = [], keys = [] } = request;
  const attributes = attributesOf([...keys, ...items], input);
  const { ReturnConsumedCapacity: capacity, ReturnValues: values } = input;
  return {
    ...leadingKeys(request, key),
    ...(attributes.length > 0 && { "dynamodb:Attributes": attributes }),
    ...(capacity !== undefined && { "dynamodb:ReturnConsumedCapacity": capacity }),
    ...(values !== undefined && { "dynamodb:ReturnValues": values }),
    ...(enclosing !== undefined && { "dynamodb:EnclosingOperation": enclosing }),
  };
}

/** What a read shows; AWS takes what is usual where nothing is said. */
export function selectContext({ AttributesToGet, IndexName, ProjectionExpression, Select }: ItemInput): Context {
  const isProjected = AttributesToGet !== undefined || ProjectionExpression !== undefined;
  const whole = IndexName === undefined ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES";
  return { "dynamodb:Select": Select ?? (isProjected ? "SPECIFIC_ATTRIBUTES" : whole) };
}

function leadingKeys({ items = [], keys = [], queried = [] }: ItemRequest, key: KeySchema | undefined): Context {
  const [hash] = key?.hash ?? [];
  if (hash === undefined) return {};
  return leadingKeysContext([...[...keys, ...items].map((item) => item[hash.name]), queried[0]]);
}

/** Hash keys as conditions see them. */
export function leadingKeysContext(values: readonly (RawValue | undefined)[]): Context {
  const texts = [...new Set(values.flatMap((value) => textOf(value) ?? []))];
  return texts.length === 0 ? {} : { "dynamodb:LeadingKeys": texts };
}

function textOf(value: RawValue | undefined): string | undefined {
  if (value?.B !== undefined) return Buffer.from(value.B).toString("base64");
  return value?.S ?? value?.N;
}

function attributesOf(items: readonly RawItem[], input: ItemInput): readonly string[] {
  const { ExpressionAttributeNames: names } = input;
  const expressions = [
    input.ProjectionExpression,
    input.UpdateExpression,
    input.ConditionExpression,
    input.FilterExpression,
    input.KeyConditionExpression,
  ];
  const legacy = [input.AttributeUpdates, input.Expected, input.KeyConditions, input.QueryFilter, input.ScanFilter];
  const found = [
    ...items.flatMap(Object.keys),
    ...(input.AttributesToGet ?? []),
    ...expressions.flatMap((expression) => attributesIn(expression, names)),
    ...legacy.flatMap((conditions) => Object.keys(conditions ?? {})),
  ];
  return [...new Set(found)];
}
