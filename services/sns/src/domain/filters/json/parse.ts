import type { JsonNode } from "./node.ts";
import {
  controlCharacter,
  leadingZero,
  MAX_DEPTH,
  notClosed,
  noValue,
  tooDeep,
  unexpectedCharacter,
  unexpectedEnd,
  unknownEscape,
  wrongClose,
} from "./syntax-error.ts";

/** A text that is being read, and how far. */
type Reading = { readonly text: string; at: number; depth: number };

/**
 * Reads the first value of a JSON text; `undefined` where there is nothing but space. What follows that value AWS does
 * not look at. Throws a JsonSyntaxError in Jackson's words.
 */
export function parseJson(text: string): JsonNode | undefined {
  const reading: Reading = { text, at: 0, depth: 0 };
  skipSpace(reading);
  return reading.at === text.length ? undefined : readValue(reading);
}

function readValue(reading: Reading): JsonNode {
  const { text, at } = reading;
  const letter = text.charAt(at);
  if (letter === "{") return readObject(reading);
  if (letter === "[") return readArray(reading);
  if (letter === '"') return { kind: "string", start: at, value: readString(reading, STRING_END), end: reading.at };
  if (letter === "-" || isDigit(letter)) return readNumber(reading);
  for (const [word, value] of LITERALS) {
    if (!text.startsWith(word, at) || /[\p{L}\p{N}$_]/u.test(text.charAt(at + word.length))) continue;
    reading.at += word.length;
    return { kind: "literal", start: at, value, end: reading.at };
  }
  throw noValue(reading);
}

const LITERALS = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;
const STRING_END = ": was expecting closing quote for a string value";

function readObject(reading: Reading): JsonNode {
  const opened = { start: reading.at, name: "Object" };
  const entries = new Map<string, JsonNode>();
  open(reading);
  while (next(reading, opened, { close: "}", first: entries.size === 0 })) {
    if (reading.text.charAt(reading.at) !== '"') {
      throw unexpectedCharacter(reading, "was expecting double-quote to start field name");
    }
    const name = readString(reading, " in field name");
    skipSpace(reading);
    if (reading.at === reading.text.length) throw unexpectedEnd(reading, " within/between Object entries");
    if (reading.text.charAt(reading.at) !== ":") {
      throw unexpectedCharacter(reading, "was expecting a colon to separate field name and value");
    }
    reading.at += 1;
    skipSpace(reading);
    if (reading.at === reading.text.length) throw unexpectedEnd(reading, " within/between Object entries");
    entries.set(name, readValue(reading));
  }
  reading.depth -= 1;
  return { kind: "object", start: opened.start, entries, end: reading.at };
}

function readArray(reading: Reading): JsonNode {
  const opened = { start: reading.at, name: "Array" };
  const items: JsonNode[] = [];
  open(reading);
  while (next(reading, opened, { close: "]", first: items.length === 0 })) items.push(readValue(reading));
  reading.depth -= 1;
  return { kind: "array", start: opened.start, items, end: reading.at };
}

function open(reading: Reading): void {
  reading.at += 1;
  reading.depth += 1;
  if (reading.depth > MAX_DEPTH) throw tooDeep();
}

type Opened = { readonly start: number; readonly name: string };

/** Goes to the next entry, over its comma; past the closing bracket where there is none. */
function next(reading: Reading, opened: Opened, { close, first }: { close: string; first: boolean }): boolean {
  skipSpace(reading);
  const { text } = reading;
  if (reading.at === text.length) throw notClosed(text, opened);
  const letter = text.charAt(reading.at);
  if (letter === close) {
    reading.at += 1;
    return false;
  }
  if (letter === "}" || letter === "]") throw wrongClose(reading, close, opened);
  if (first) return true;
  if (letter !== ",") {
    throw unexpectedCharacter(reading, `was expecting comma to separate ${opened.name} entries`);
  }
  reading.at += 1;
  skipSpace(reading);
  if (reading.at === text.length) throw notClosed(text, opened);
  return true;
}

/** Reads from the opening quote past the closing one. */
function readString(reading: Reading, atEnd: string): string {
  const { text } = reading;
  const pieces: string[] = [];
  reading.at += 1;
  let from = reading.at;
  for (;;) {
    if (reading.at >= text.length) throw unexpectedEnd(reading, atEnd);
    const letter = text.charAt(reading.at);
    if (letter === '"') {
      pieces.push(text.slice(from, reading.at));
      reading.at += 1;
      return pieces.join("");
    }
    if (letter < " ") throw controlCharacter(reading);
    if (letter === "\\") {
      pieces.push(text.slice(from, reading.at), readEscape(reading));
      from = reading.at;
    } else {
      reading.at += 1;
    }
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
const HEX_DIGITS = 4;
const HEX_BASE = 16;

function readEscape(reading: Reading): string {
  const { text } = reading;
  reading.at += 1;
  if (reading.at === text.length) throw unexpectedEnd(reading, " in character escape sequence");
  const letter = text.charAt(reading.at);
  const plain = ESCAPES.get(letter);
  if (plain === undefined && letter !== "u") throw unknownEscape(reading);
  reading.at += 1;
  if (plain !== undefined) return plain;
  const from = reading.at;
  for (; reading.at < from + HEX_DIGITS; reading.at += 1) {
    if (reading.at === text.length) throw unexpectedEnd(reading, " in character escape sequence");
    if (!/[\da-fA-F]/.test(text.charAt(reading.at))) {
      throw unexpectedCharacter(reading, "expected a hex-digit for character escape sequence");
    }
  }
  return String.fromCharCode(Number.parseInt(text.slice(from, reading.at), HEX_BASE));
}

function readNumber(reading: Reading): JsonNode {
  const { text, at: start } = reading;
  if (text.charAt(start) === "-") {
    reading.at += 1;
    requireDigit(reading, "expected digit (0-9) to follow minus sign, for valid numeric value");
  }
  if (text.charAt(reading.at) === "0" && isDigit(text.charAt(reading.at + 1))) throw leadingZero(reading);
  skipDigits(reading);
  if (text.charAt(reading.at) === ".") {
    reading.at += 1;
    requireDigit(reading, "Decimal point not followed by a digit");
    skipDigits(reading);
  }
  if (/[eE]/.test(text.charAt(reading.at))) {
    reading.at += 1;
    if (/[+-]/.test(text.charAt(reading.at))) reading.at += 1;
    requireDigit(reading, "Exponent indicator not followed by a digit");
    skipDigits(reading);
  }
  const digits = text.slice(start, reading.at);
  return { kind: "number", start, value: Number(digits), text: digits, end: reading.at };
}

function requireDigit(reading: Reading, words: string): void {
  if (reading.at === reading.text.length) throw unexpectedEnd(reading, ` in numeric value: ${words}`);
  if (!isDigit(reading.text.charAt(reading.at))) throw unexpectedCharacter(reading, words, " in numeric value");
}

const isDigit = (letter: string): boolean => letter >= "0" && letter <= "9";

function skipDigits(reading: Reading): void {
  while (isDigit(reading.text.charAt(reading.at))) reading.at += 1;
}

const SPACE = new Set([" ", "\t", "\r", "\n"]);

function skipSpace(reading: Reading): void {
  while (SPACE.has(reading.text.charAt(reading.at))) reading.at += 1;
}
