import type { AttributeValue } from "../item/attribute-value.ts";
import { addNumbers, subtractNumbers } from "../item/number.ts";
import { orderOfNumbers, orderOfStrings, textOfBytes } from "./comparison.ts";

// What ADD and DELETE do to an attribute. Sets stay in DynamoDB's own order: strings and bytes by their bytes, numbers
// by their values.

/** Integers of so many characters are exact as doubles, and so are their sums. */
const EXACT_INTEGER = /^-?\d{1,15}$/;

export type Arithmetic = "+" | "-";

/** @throws AwsError `ValidationException` where the result has too many digits or is out of range */
export function calculate(operator: Arithmetic, a: string, b: string): string {
  if (EXACT_INTEGER.test(a) && EXACT_INTEGER.test(b)) {
    return String(operator === "+" ? Number(a) + Number(b) : Number(a) - Number(b));
  }
  return operator === "+" ? addNumbers(a, b) : subtractNumbers(a, b);
}

/** A sum, or a set with more members; nothing where the two are not of one such type. */
export function added(to: AttributeValue, value: AttributeValue): AttributeValue | undefined {
  if ("N" in to && "N" in value) return { N: calculate("+", to.N, value.N) };
  if ("SS" in to && "SS" in value) return { SS: sorted(to.SS, value.SS, orderOfStrings) };
  if ("NS" in to && "NS" in value) return { NS: sorted(to.NS, value.NS, orderOfNumbers) };
  if (!("BS" in to) || !("BS" in value)) return undefined;
  const fresh = rest(value.BS, to.BS, textOfBytes);
  return { BS: [...to.BS, ...fresh].toSorted((a, b) => Buffer.compare(a, b)) };
}

const sorted = (a: readonly string[], b: readonly string[], order: (a: string, b: string) => number): string[] =>
  [...new Set([...a, ...b])].toSorted(order);

/** A set with fewer members, which may be none; nothing where the two are not sets of one type. */
export function without(set: AttributeValue, value: AttributeValue): AttributeValue | undefined {
  if ("SS" in set && "SS" in value) return { SS: rest(set.SS, value.SS, itself) };
  if ("NS" in set && "NS" in value) return { NS: rest(set.NS, value.NS, itself) };
  if (!("BS" in set) || !("BS" in value)) return undefined;
  return { BS: rest(set.BS, value.BS, textOfBytes) };
}

/** The members that others are not. */
function rest<Member>(
  members: readonly Member[],
  others: readonly Member[],
  textOf: (member: Member) => string,
): readonly Member[] {
  const texts = new Set(others.map(textOf));
  return members.filter((member) => !texts.has(textOf(member)));
}

const itself = (member: string): string => member;

export const isEmptySet = (value: AttributeValue): boolean =>
  ("SS" in value && value.SS.length === 0) ||
  ("NS" in value && value.NS.length === 0) ||
  ("BS" in value && value.BS.length === 0);
