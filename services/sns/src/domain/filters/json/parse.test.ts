import { expect, test } from "vitest";

import { compactText, type JsonNode } from "./node.ts";
import { parseJson } from "./parse.ts";
import { JsonSyntaxError } from "./syntax-error.ts";

const REDACTED = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: ";
const ANY = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

test.each([
  ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 6],
  ['{"a":1 "b"}', "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries", 8],
  ["[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 4],
  ["[1,]", `Unexpected character (']' (code 93)): expected a valid value ${ANY}`, 4],
  ["{,}", "Unexpected character (',' (code 44)): was expecting double-quote to start field name", 2],
  ["[€]", `Unrecognized token '€': was expecting ${ANY}`, 3],
  ["[†]", `Unexpected character ('†' (code 8224 / 0x2020)): expected a valid value ${ANY}`, 2],
  ["[truest]", `Unrecognized token 'truest': was expecting ${ANY}`, 8],
  ["[01]", "Invalid numeric value: Leading zeroes not allowed", 2],
  [
    "[-a]",
    "Unexpected character ('a' (code 97)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
    3,
  ],
  ["[1.a]", "Unexpected character ('a' (code 97)) in numeric value: Decimal point not followed by a digit", 4],
  ["[1e+]", "Unexpected character (']' (code 93)) in numeric value: Exponent indicator not followed by a digit", 5],
  ['["\\x"]', "Unrecognized character escape 'x' (code 120)", 4],
  ['["\\u00g0"]', "Unexpected character ('g' (code 103)): expected a hex-digit for character escape sequence", 7],
  [
    '["\t"]',
    "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value",
    3,
  ],
  ['["a', "Unexpected end-of-input: was expecting closing quote for a string value", 4],
  ['{"a', "Unexpected end-of-input in field name", 4],
  ['{"a":', "Unexpected end-of-input within/between Object entries", 6],
  ["[[1]", `Unexpected end-of-input: expected close marker for Array (start marker at ${REDACTED}1, column: 1])`, 5],
  ["{]", `Unexpected close marker ']': expected '}' (for Object starting at ${REDACTED}1, column: 1])`, 2],
])("%s is no JSON, in Jackson's words", (text, words, column) => {
  expect(() => parseJson(text)).toThrow(`${words}\n at ${REDACTED}1, column: ${column}]`);
});

test("lines are counted", () => {
  expect(() => parseJson('{\n  "a": [\n   x')).toThrow(`\n at ${REDACTED}3, column: 5]`);
});

const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;

test("a thousand levels are read, and no more", () => {
  expect(parseJson(nested(1000))?.end).toBe(2000);
  expect(() => parseJson(nested(1001))).toThrow("Document nesting depth (1001) exceeds the maximum allowed (1000");
});

/** Numbers from 0 up to a bound, the same in every run. */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const PIECES = [
  ...'{}[],:"\\ \n01-.eEa'.split(""),
  "true",
  "false",
  "null",
  '"a"',
  '"b":',
  "\\u00e4",
  "12",
  "1.5e-3",
  "€",
];

const valueOf = (node: JsonNode): unknown => {
  if (node.kind === "array") return node.items.map(valueOf);
  return node.kind === "object"
    ? Object.fromEntries(Array.from(node.entries, ([name, value]) => [name, valueOf(value)]))
    : node.value;
};

const meaningOf = (text: string): string | undefined => {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const read = (text: string): JsonNode | undefined => {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
};

test("what is taken, and what it means, is as for JSON.parse, and what is written anew means the same", () => {
  const random = seeded(1);
  let taken = 0;
  for (let run = 0; run < 30_000; run += 1) {
    const text = `[${Array.from({ length: 1 + random(8) }, () => PIECES[random(PIECES.length)]).join("")}]`;
    const expected = meaningOf(text);
    const node = read(text);
    if (expected !== undefined) taken += 1;
    // What follows the first value is no concern of AWS's.
    const meant = meaningOf(node === undefined ? text : text.slice(0, node.end));
    if (JSON.stringify(node && valueOf(node)) !== meant) expect.fail(`${text} is read as ${JSON.stringify(node)}`);
    if (node !== undefined && meaningOf(compactText(node)) !== meant) {
      expect.fail(`${text} is written anew as ${compactText(node)}`);
    }
  }
  expect(taken).toBeGreaterThan(500);
});
