import type { AttributeType, AttributeValue, Item } from "./attribute-value.ts";
import { invalidParameter, nestedTooDeep, valueError } from "../errors.ts";
import { normalizeNumber } from "./number.ts";
import { readSet } from "./read-set.ts";

/** A value as a request has it: none or several of its members may be there. */
export type RawValue = {
  readonly S?: string | undefined;
  readonly N?: string | undefined;
  readonly B?: Uint8Array | undefined;
  readonly SS?: readonly string[] | undefined;
  readonly NS?: readonly string[] | undefined;
  readonly BS?: readonly Uint8Array[] | undefined;
  readonly M?: RawItem | undefined;
  readonly L?: readonly RawValue[] | undefined;
  readonly NULL?: boolean | undefined;
  readonly BOOL?: boolean | undefined;
};

/** `Item`, `Key` or `ExpressionAttributeValues` of a request. */
export type RawItem = Readonly<Record<string, RawValue>>;

/** Of an attribute's value it is 1. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
const MAX_LEVEL = 32;

/**
 * An item, a key, or the values of expressions in a request, with numbers in their normal form, sets in DynamoDB's order,
 * and text as UTF-8 can hold it: JSON can escape half a surrogate pair, which becomes U+FFFD in keys and values alike. What
 * needs no change is not copied.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readItem(item: RawItem): Item {
  if ("" in item) throw valueError("Empty attribute name");
  return readMembers(item, 1);
}

/** @throws AwsError `ValidationException` in AWS's words */
export const readValue = (value: RawValue): AttributeValue => readAt(value, 1);

/** @throws AwsError `ValidationException` where the value of an attribute holds more levels of others than AWS allows */
export function checkNesting(value: AttributeValue, level = 1): void {
  if (level > MAX_LEVEL) throw nestedTooDeep();
  if ("M" in value) for (const member of Object.values(value.M)) checkNesting(member, level + 1);
  else if ("L" in value) for (const element of value.L) checkNesting(element, level + 1);
}

function readMembers(members: RawItem, level: number): Item {
  let changed: Record<string, AttributeValue> | undefined;
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (value === undefined) continue;
    const read = readAt(value, level);
    if (read === value) continue;
    changed ??= copyOf(members);
    changed[name] = read;
  }
  return changed ?? (members as Item); // as: each of its values was read, and came back as it was.
}

/** Without a prototype, so that `__proto__` is a name like any other. */
const copyOf = (members: RawItem): Record<string, AttributeValue> => Object.assign(Object.create(null), members);

function readAt(value: RawValue, level: number): AttributeValue {
  if (level > MAX_LEVEL) throw nestedTooDeep();
  let read: AttributeValue | undefined;
  let count = 0;
  for (const type in value) {
    count++;
    // AWS complains of what is wrong with one of several members before it complains of their number.
    read = readMember(value, type as AttributeType, level); // as: these are all of its members.
  }
  if (read !== undefined && count === 1) return read;
  const problem = count === 0 ? "is empty" : "has more than one datatypes set";
  throw valueError(`Supplied AttributeValue ${problem}, must contain exactly one of the supported datatypes`);
}

function readMember(value: RawValue, type: AttributeType, level: number): AttributeValue {
  const same = value as AttributeValue; // as: if it has further members it is refused, whatever is returned here.
  switch (type) {
    case "S":
      return readText(value, same);
    case "N":
      return readNumber(value, same);
    case "M":
    case "L":
      return readDocument(value, same, level + 1);
    case "NULL":
      if (value.NULL !== true) throw invalidParameter("Null attribute value types must have the value of true");
      return same;
    case "SS":
    case "NS":
    case "BS":
      return readSet(value);
    default:
      return same;
  }
}

function readDocument({ M: members, L: elements }: RawValue, same: AttributeValue, level: number): AttributeValue {
  if (members !== undefined) {
    const read = readMembers(members, level);
    return read === members ? same : { M: read };
  }
  const read = readList(elements ?? [], level);
  return read === elements ? same : { L: read };
}

function readList(list: readonly RawValue[], level: number): readonly AttributeValue[] {
  let isSame = true;
  const read = list.map((element) => {
    const value = readAt(element, level);
    isSame &&= value === element;
    return value;
  });
  return isSame ? (list as readonly AttributeValue[]) : read; // as: each of its elements came back as it was.
}

function readText({ S: text = "" }: RawValue, same: AttributeValue): AttributeValue {
  return text.isWellFormed() ? same : { S: text.toWellFormed() };
}

function readNumber({ N: text = "" }: RawValue, same: AttributeValue): AttributeValue {
  const number = normalizeNumber(text);
  return number === text ? same : { N: number };
}
