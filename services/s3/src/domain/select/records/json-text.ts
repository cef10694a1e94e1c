import { selectError } from "../errors.ts";
import type { Value } from "../evaluate/values.ts";

/** Digits that a number may not hold exactly. */
const LONG_INTEGER = /\d{16}/;
const TEXTS_AND_LONG_INTEGERS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{16,}(?![\d.eE])/g;

/** What stands for a long integer while the text is parsed: nothing that anybody else writes. */
const MARK = "\u0000integer ";

/** Reads JSON. Integers that a number does not hold come as bigints. @throws AwsError JSONParsingError */
export function readJson(text: string): Value {
  try {
    if (!LONG_INTEGER.test(text)) return JSON.parse(text) as Value; // as: JSON has no other values.
    const marked = text.replace(TEXTS_AND_LONG_INTEGERS, (found) =>
      found.startsWith('"') ? found : JSON.stringify(MARK + found),
    );
    return JSON.parse(marked, (_, value: unknown) => unmarked(value)) as Value; // as: as above.
  } catch {
    throw selectError("JSONParsingError");
  }
}

function unmarked(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith(MARK)) return value;
  const digits = value.slice(MARK.length);
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}
