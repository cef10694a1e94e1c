import type { AttributeValue } from "./attribute-value.ts";
import { INVALID, invalidParameter, valueError } from "../errors.ts";
import { orderOfNumbers, orderOfStrings } from "../expression/comparison.ts";
import { normalizeNumber } from "./number.ts";

/** A set as a request has it: with one of these members. */
type RawSet = {
  readonly SS?: readonly string[] | undefined;
  readonly NS?: readonly string[] | undefined;
  readonly BS?: readonly Uint8Array[] | undefined;
};

/**
 * A set in DynamoDB's own order: strings and bytes by their bytes, numbers by their values.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readSet({ SS: texts, NS: numbers, BS: binaries }: RawSet): AttributeValue {
  if (texts !== undefined) return { SS: readStrings(texts.map((text) => text.toWellFormed())) };
  return numbers === undefined ? { BS: readBinaries(binaries ?? []) } : { NS: readNumbers(numbers) };
}

// AWS's words for empty sets have two spaces in them, and those for binaries that are there twice lack one.

function readStrings(texts: readonly string[]): readonly string[] {
  if (texts.length === 0) throw invalidParameter("An string set  may not be empty");
  if (new Set(texts).size === texts.length) return texts.toSorted(orderOfStrings);
  const shown = shownDuplicates(texts, orderOfStrings);
  throw duplicates(`[${shown.join(", ")}] contains duplicates.`, `[${texts.join(", ")}] contains duplicates.`);
}

function readNumbers(texts: readonly string[]): readonly string[] {
  if (texts.length === 0) throw invalidParameter("An number set  may not be empty");
  const numbers = texts.map(normalizeNumber);
  if (new Set(numbers).size === numbers.length) return numbers.toSorted(orderOfNumbers);
  throw valueError(`${INVALID}Input collection contains duplicates.`, "Input collection contains duplicates");
}

function readBinaries(binaries: readonly Uint8Array[]): readonly Uint8Array[] {
  if (binaries.length === 0) throw invalidParameter("Binary sets should not be empty");
  const texts = binaries.map((bytes) => Buffer.from(bytes).toString("base64"));
  if (new Set(texts).size === texts.length) return binaries.toSorted((a, b) => Buffer.compare(a, b));
  const shown = shownDuplicates(texts, byBytes);
  const problem = "of type BS contains duplicates.";
  throw duplicates(`[${shown.join(",")}]${problem}`, `[${texts.join(", ")}]${problem}`);
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a, "base64"), Buffer.from(b, "base64"));

/** As AWS shows them: what came before the first repetition in order, the repetition, and the rest as it was sent. */
function shownDuplicates(members: readonly string[], order: (a: string, b: string) => number): readonly string[] {
  const seen = new Set<string>();
  const repetition = members.findIndex((member) => seen.size === seen.add(member).size);
  const shown = [...members.slice(0, repetition).toSorted(order), ...members.slice(repetition)];
  return shown.map((member) => JSON.stringify(member));
}

const duplicates = (collection: string, olderCollection: string): Error =>
  valueError(`${INVALID}Input collection ${collection}`, `${INVALID}Input collection ${olderCollection}`);
