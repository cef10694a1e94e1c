import type { Item } from "./attribute-value.ts";
import { checkItemKeys, checkKey } from "./check-key.ts";
import { conditionalCheckFailed, validationError } from "../errors.ts";
import { checkParameters, compileCondition, type Condition } from "../expression/index.ts";
import {
  compileExpectations,
  currentReader,
  type ItemReader,
  type RawCondition,
  readPlaceholders,
} from "./item-condition.ts";
import { checkPaths } from "./key-paths.ts";
import type { RawItem } from "./read-item.ts";
import type { Table } from "../table/table.ts";

/** What a request wants done to one item, before the table is known. */
export type ItemWrite = {
  /** The attributes of the item's key, and perhaps others. */
  readonly key: Item;
  readonly condition: Condition | undefined;
  /** Whether the error of a condition that does not hold bears the item. */
  readonly tellsOldItem: boolean;
  /** @throws AwsError `ValidationException` where it does not fit the table */
  readonly checkTable: (table: Table) => void;
  /**
   * The item as it is afterwards; nothing: it is deleted.
   * @throws AwsError `ValidationException` where the item cannot become so
   */
  readonly apply: (before: Item | undefined, table: Table) => Item | undefined;
};

/** What the requests of all writes have in common. */
export type RawWrite = RawCondition & {
  readonly ReturnValues?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
};

/** @throws AwsError `ValidationException` in AWS's words */
export function compilePut(input: RawWrite & { readonly Item: RawItem }, reader = currentReader): ItemWrite {
  checkParameters("PutItem", input);
  const item = reader.item(input.Item);
  checkReturnValues(input);
  const condition = compileWriteCondition(input, reader);
  return {
    key: item,
    condition,
    tellsOldItem: tellsOldItem(input),
    checkTable: (table) => {
      checkItemKeys(item, table);
      if (condition !== undefined) checkPaths(condition.paths, table);
    },
    apply: () => item,
  };
}

type RawKeyed = RawWrite & { readonly Key: RawItem };

/** @throws AwsError `ValidationException` in AWS's words */
export const compileDelete = (input: RawKeyed, reader = currentReader): ItemWrite => ({
  ...compileKeyed(input, reader),
  apply: () => undefined,
});

/** A condition that stands alone, in a transaction. @throws AwsError `ValidationException` in AWS's words */
export const compileConditionCheck = (input: RawKeyed, reader = currentReader): ItemWrite => ({
  ...compileKeyed(input, reader),
  apply: (before) => before,
});

function compileKeyed(input: RawKeyed, reader: ItemReader): Omit<ItemWrite, "apply"> {
  checkParameters("DeleteItem", input);
  const key = reader.item(input.Key);
  checkReturnValues(input);
  const condition = compileWriteCondition(input, reader);
  return {
    key,
    condition,
    tellsOldItem: tellsOldItem(input),
    checkTable: (table) => {
      checkKey(key, table.key);
      if (condition !== undefined) checkPaths(condition.paths, table);
    },
  };
}

function compileWriteCondition(input: RawWrite, reader: ItemReader): Condition | undefined {
  const { ConditionExpression: text } = input;
  if (text === undefined) return compileExpectations(input);
  const placeholders = readPlaceholders(input, reader);
  const condition = compileCondition(text, placeholders);
  placeholders.refuseUnused();
  return condition;
}

function checkReturnValues({ ReturnValues: values = "NONE" }: RawWrite): void {
  if (values !== "NONE" && values !== "ALL_OLD") throw validationError("ReturnValues can only be ALL_OLD or NONE");
}

export const tellsOldItem = ({ ReturnValuesOnConditionCheckFailure: values }: RawWrite): boolean =>
  values === "ALL_OLD";

/**
 * The item as a write makes it.
 * @throws AwsError `ConditionalCheckFailedException`, or `ValidationException` where the item cannot become so
 */
export function applyWrite(write: ItemWrite, before: Item | undefined, table: Table): Item | undefined {
  const { condition, tellsOldItem: tells } = write;
  if (condition !== undefined && !condition.holds(before)) throw conditionalCheckFailed(tells ? before : undefined);
  return write.apply(before, table);
}
