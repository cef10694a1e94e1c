import { AwsError } from "@skylab/aws";
import type { AttributeType, AttributeValue, Item } from "./attribute-value.ts";
import { invalidParameter, nestedTooDeep, validationError } from "./errors.ts";
import { setMember } from "./expression/document-path.ts";
import { normalizeNumber } from "./number.ts";

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
 * An item, or a key, of a request, its numbers in their normal form. What needs no change is not copied.
 * @throws AwsError `ValidationException` in AWS's words
 */
export const readItem = (item: RawItem): Item => readMembers(item, 1);

/** @throws AwsError `ValidationException` in AWS's words */
export const readValue = (value: RawValue): AttributeValue => readAt(value, 1);

/**
 * `ExpressionAttributeValues`: errors tell whose they are.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readExpressionValues(values: RawItem): Item {
  const read: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(values)) {
    try {
      setMember(read, name, readValue(value));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw validationError(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${name}`);
    }
  }
  return read;
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
  throw validationError(`Supplied AttributeValue ${problem}, must contain exactly one of the supported datatypes`);
}

function readMember(value: RawValue, type: AttributeType, level: number): AttributeValue {
  const same = value as AttributeValue; // as: if it has further members it is refused, whatever is returned here.
  switch (type) {
    case "N":
      return readNumber(value.N ?? "", same);
    case "M":
    case "L":
      return readDocument(value, same, level + 1);
    case "NULL":
      // AWS took offence at `false` once; now it takes it for `true`.
      return value.NULL === true ? same : { NULL: true };
    case "NS":
      return { NS: readNumbers(value.NS ?? []) };
    case "SS":
    case "BS":
      checkSet(value);
      return same;
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

function readNumber(text: string, same: AttributeValue): AttributeValue {
  const number = normalizeNumber(text);
  return number === text ? same : { N: number };
}

function readNumbers(texts: readonly string[]): readonly string[] {
  if (texts.length === 0) throw invalidParameter("An number set  may not be empty");
  const numbers = texts.map(normalizeNumber);
  if (new Set(numbers).size < numbers.length) throw validationError("Input collection contains duplicates");
  return numbers;
}

function checkSet({ SS: texts, BS: binaries }: RawValue): void {
  // AWS's words have two spaces in them, and lack one.
  if (texts?.length === 0) throw invalidParameter("An string set  may not be empty");
  if (binaries?.length === 0) throw invalidParameter("Binary sets should not be empty");
  if (texts !== undefined) checkDistinct(texts, " contains duplicates.");
  const encoded = binaries?.map((bytes) => Buffer.from(bytes).toString("base64"));
  if (encoded !== undefined) checkDistinct(encoded, "of type BS contains duplicates.");
}

function checkDistinct(members: readonly string[], problem: string): void {
  if (new Set(members).size < members.length) {
    throw invalidParameter(`Input collection [${members.join(", ")}]${problem}`);
  }
}
