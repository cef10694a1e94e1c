import type { AttributeValue, Item } from "../item/attribute-value.ts";
import { compareNumbers } from "../item/number.ts";

// How DynamoDB compares values: only ever two of one type. Numbers are in normal form, so equal ones are equal texts.

/** Decimals of so many characters are exact as doubles, or at least ordered as the decimals are. */
const EXACT_CHARACTERS = 15;
const FIRST_SURROGATE = 0xd800;
const FIRST_AFTER_SURROGATES = 0xe000;

export function valuesEqual(a: AttributeValue, b: AttributeValue): boolean {
  if ("S" in a) return "S" in b && a.S === b.S;
  if ("N" in a) return "N" in b && a.N === b.N;
  if ("B" in a) return "B" in b && Buffer.compare(a.B, b.B) === 0;
  if ("BOOL" in a) return "BOOL" in b && a.BOOL === b.BOOL;
  return "NULL" in a ? "NULL" in b : collectionsEqual(a, b);
}

/** Below zero, zero or above; nothing where the two have no order: different types, or types without one. */
export function orderOf(a: AttributeValue, b: AttributeValue): number | undefined {
  if ("N" in a) return "N" in b ? orderOfNumbers(a.N, b.N) : undefined;
  if ("S" in a) return "S" in b ? orderOfStrings(a.S, b.S) : undefined;
  if ("B" in a) return "B" in b ? Buffer.compare(a.B, b.B) : undefined;
  return undefined;
}

/** A part of a string or of bytes, a member of a set, or an element of a list. */
export function contains(whole: AttributeValue, part: AttributeValue): boolean {
  if ("L" in whole) return whole.L.some((element) => valuesEqual(element, part));
  if ("S" in part) return "S" in whole ? whole.S.includes(part.S) : "SS" in whole && whole.SS.includes(part.S);
  if ("N" in part) return "NS" in whole && whole.NS.includes(part.N);
  if (!("B" in part)) return false;
  if ("B" in whole) return bufferOn(whole.B).includes(bufferOn(part.B));
  return "BS" in whole && whole.BS.some((member) => Buffer.compare(member, part.B) === 0);
}

export function beginsWith(whole: AttributeValue, prefix: AttributeValue): boolean {
  if ("S" in whole) return "S" in prefix && whole.S.startsWith(prefix.S);
  if (!("B" in whole) || !("B" in prefix)) return false;
  return Buffer.compare(whole.B.subarray(0, prefix.B.length), prefix.B) === 0;
}

/** What `size` answers; a string's size is in UTF-16 units, as AWS counts. Numbers, booleans and nulls have none. */
export function sizeOf(value: AttributeValue): number | undefined {
  if ("S" in value) return value.S.length;
  if ("B" in value) return value.B.length;
  if ("L" in value) return value.L.length;
  if ("M" in value) return Object.keys(value.M).length;
  return membersOf(value)?.length;
}

/** Bytes as text, so that a `Set` finds them: sets have a hundred thousand members. */
export const textOfBytes = (bytes: Uint8Array): string => bufferOn(bytes).toString("latin1");

export function orderOfNumbers(a: string, b: string): number {
  if (a.length <= EXACT_CHARACTERS && b.length <= EXACT_CHARACTERS) return Number(a) - Number(b);
  return compareNumbers(a, b);
}

/** The order of the UTF-8 bytes. It is that of the UTF-16 units but for what lies above the surrogates. */
export function orderOfStrings(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rankOf(left) - rankOf(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for characters above all others. */
function rankOf(unit: number): number {
  const surrogate = unit >= FIRST_SURROGATE && unit < FIRST_AFTER_SURROGATES;
  return surrogate ? unit + FIRST_AFTER_SURROGATES : unit;
}

const bufferOn = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function membersOf(value: AttributeValue): readonly unknown[] | undefined {
  if ("SS" in value) return value.SS;
  if ("NS" in value) return value.NS;
  return "BS" in value ? value.BS : undefined;
}

function collectionsEqual(a: AttributeValue, b: AttributeValue): boolean {
  if ("L" in a) return "L" in b && listsEqual(a.L, b.L);
  if ("M" in a) return "M" in b && mapsEqual(a.M, b.M);
  return setsEqual(a, b);
}

function setsEqual(a: AttributeValue, b: AttributeValue): boolean {
  if (membersOf(a)?.length !== membersOf(b)?.length) return false;
  if ("SS" in a) return "SS" in b && includesAll(a.SS, b.SS);
  if ("NS" in a) return "NS" in b && includesAll(a.NS, b.NS);
  return "BS" in a && "BS" in b && includesAll(a.BS.map(textOfBytes), b.BS.map(textOfBytes));
}

function includesAll(a: readonly string[], b: readonly string[]): boolean {
  const members = new Set(a);
  return b.every((member) => members.has(member));
}

function listsEqual(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((element, index) => {
    const other = b[index];
    return other !== undefined && valuesEqual(element, other);
  });
}

function mapsEqual(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const [mine, theirs] = [a[name], Object.hasOwn(b, name) ? b[name] : undefined];
    return mine !== undefined && theirs !== undefined && valuesEqual(mine, theirs);
  });
}
