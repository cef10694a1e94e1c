import { type Item, memberOf, typeOf } from "./attribute-value.ts";
import { checkKey, checkKeySizes, emptyKeyProblem, indexesOf, indexKeyTypeMismatch } from "./check-key.ts";
import { parameterNotValid, updatedItemTooLarge, validationError } from "../errors.ts";
import {
  checkParameters,
  compileAttributeUpdates,
  compileCondition,
  compileUpdate,
  type Condition,
  refuseKeyUpdate,
  type Update,
} from "../expression/index.ts";
import { compileExpectations, currentReader, type ItemReader, readPlaceholders } from "./item-condition.ts";
import { itemSize, MAX_ITEM_BYTES } from "./item-size.ts";
import { type ItemWrite, type RawWrite, tellsOldItem } from "./item-write.ts";
import { checkPaths, namesOf } from "./key-paths.ts";
import { attributesOf } from "../table/key-schema.ts";
import { checkNesting, type RawItem, type RawValue, readValue } from "./read-item.ts";
import type { Index, Table } from "../table/table.ts";

/** A write that changes attributes of an item. */
export type ItemUpdate = ItemWrite & { readonly update: Update };

export type RawUpdate = RawWrite & {
  readonly Key: RawItem;
  readonly UpdateExpression?: string | undefined;
  readonly AttributeUpdates?: Readonly<Record<string, RawAttributeUpdate>> | undefined;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValueUpdate.html */
type RawAttributeUpdate = { readonly Action?: string | undefined; readonly Value?: RawValue | undefined };

/** @throws AwsError `ValidationException` in AWS's words */
export function compileItemUpdate(input: RawUpdate, reader = currentReader): ItemUpdate {
  checkParameters("UpdateItem", input);
  const key = reader.item(input.Key);
  const compiled = usesExpressions(input) ? compileExpressions(input, reader) : compileLegacy(input);
  return itemUpdateOf({ key, tellsOldItem: tellsOldItem(input), ...compiled });
}

type UpdateParts = Pick<ItemUpdate, "key" | "condition" | "tellsOldItem" | "update">;

/** The write that an update makes, in whatever language it was asked for. */
export function itemUpdateOf(parts: UpdateParts): ItemUpdate {
  const { key, condition, update } = parts;
  return {
    ...parts,
    checkTable: (table) => {
      checkKey(key, table.key);
      checkAssignments(update, table);
      checkPaths([...update.paths, ...update.reads, ...(condition?.paths ?? [])], table);
    },
    apply: (before, table) => {
      const after = update.apply(before, key);
      if (after !== undefined) checkUpdated(after, update, table);
      return after;
    },
  };
}

type Compiled = { readonly update: Update; readonly condition: Condition | undefined };

const usesExpressions = ({ UpdateExpression, ConditionExpression }: RawUpdate): boolean =>
  UpdateExpression !== undefined || ConditionExpression !== undefined;

function compileExpressions(input: RawUpdate, reader: ItemReader): Compiled {
  const placeholders = readPlaceholders(input, reader);
  const { UpdateExpression: updateText, ConditionExpression: conditionText } = input;
  const update = updateText === undefined ? compileAttributeUpdates({}) : compileUpdate(updateText, placeholders);
  const condition = conditionText === undefined ? undefined : compileCondition(conditionText, placeholders);
  placeholders.refuseUnused();
  return { update, condition };
}

function compileLegacy(input: RawUpdate): Compiled {
  const updates = Object.entries(input.AttributeUpdates ?? {}).map(([name, { Action, Value }]) => [
    name,
    { Action, Value: Value && readValue(Value) },
  ]);
  return { update: compileAttributeUpdates(Object.fromEntries(updates)), condition: compileExpectations(input) };
}

/** What is wrong with an update whatever the item is. */
function checkAssignments({ paths, types }: Update, table: Table): void {
  refuseKeyUpdate(paths, namesOf(table.key));
  for (const index of indexesOf(table)) {
    for (const attribute of attributesOf(index.key)) {
      const type = types.get(attribute.name);
      if (type !== undefined && type !== attribute.type) throw indexKeyTypeMismatch(index, attribute, type);
    }
  }
}

/** What an update may make of an item. */
function checkUpdated(item: Item, { paths }: Update, table: Table): void {
  for (const index of indexesOf(table))
    checkUpdatedIndexKey(
      item,
      paths.map(([name]) => name),
      index,
    );
  for (const [name, ...steps] of paths) {
    const value = memberOf(item, name);
    // Only what was put inside of something may be too deep now.
    if (steps.length > 0 && value !== undefined) checkNesting(value);
  }
  if (itemSize(item) > MAX_ITEM_BYTES) throw updatedItemTooLarge();
}

function checkUpdatedIndexKey(item: Item, names: readonly string[], { key }: Index): void {
  for (const { name, type } of attributesOf(key)) {
    const value = memberOf(item, name);
    if (value === undefined || !names.includes(name)) continue;
    if (typeOf(value) !== type) {
      throw validationError("The update expression attempted to update the secondary index key to unsupported type");
    }
    const problem = emptyKeyProblem(value);
    if (problem === undefined) continue;
    const attempt = "The update expression attempted to update a secondary index key to a value that is not supported.";
    throw parameterNotValid(`${attempt} ${problem}`);
  }
  checkKeySizes(item, key);
}
