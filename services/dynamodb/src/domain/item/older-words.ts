import type { AttributeValue, Item } from "./attribute-value.ts";
import type { ItemReader } from "./item-condition.ts";
import { validationError, ValueError } from "../errors.ts";
import { type RawItem, type RawValue, readItem, readValue } from "./read-item.ts";

// BatchWriteItem, Scan and the transactions check values in an older layer of AWS, whose words are others.

/** @throws AwsError `ValidationException` in AWS's older words */
export const readOlderItem = (item: RawItem): Item => inOlderWords(() => readItem(item));

/** @throws AwsError `ValidationException` in AWS's older words */
export const readOlderValue = (value: RawValue): AttributeValue => inOlderWords(() => readValue(value));

/**
 * The values of expressions: errors name the placeholder.
 * @throws AwsError `ValidationException` in AWS's older words
 */
function readOlderExpressionValues(values: RawItem): Item {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      inOlderWords(
        () => readValue(value),
        (problem) => wordOf(problem, name),
      ),
    ]),
  );
}

const wordOf = (problem: string, name: string): string =>
  `ExpressionAttributeValues contains invalid value: ${problem} for key ${name}`;

export const olderReader: ItemReader = { item: readOlderItem, values: readOlderExpressionValues };

function inOlderWords<Value>(read: () => Value, word = (problem: string): string => problem): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueError) throw validationError(word(error.olderMessage));
    throw error;
  }
}
