import { isUtf8 } from "node:buffer";

/**
 * Why a text is no JSON, in the words of the parser that AWS has: the Java library Jackson. Recorded from AWS are those of
 * foreign characters and bytes; the other sentences are Jackson's own.
 */
export function describeBrokenJson(payload: Buffer): string {
  const bad = isUtf8(payload) ? undefined : badByte(payload);
  const text = payload.subarray(0, bad?.at).toString();
  const broken = scan(text);
  if (broken === undefined || broken.at >= text.length) {
    if (bad !== undefined) return `Invalid UTF-8 ${bad.kind} byte 0x${hex(bad.byte)} ${place(text, text.length + 1)}`;
  }
  return broken === undefined ? `Unexpected content ${place(text, text.length)}` : wordsOf(text, broken);
}

type Broken = { readonly at: number; readonly expected: string };

const VALUE = "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const TOKENS = "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const NAME = "was expecting double-quote to start field name";
const COLON = "was expecting a colon to separate field name and value";

function wordsOf(text: string, { at, expected }: Broken): string {
  const character = text.codePointAt(at);
  if (character === undefined) return `Unexpected end-of-input: ${expected} ${place(text, at + 1)}`;
  const token = expected === VALUE ? /^[\p{L}\p{N}_$]+/u.exec(text.slice(at))?.[0] : undefined;
  if (token !== undefined && /^\p{L}/u.test(token)) {
    return `Unrecognized token '${token}': ${TOKENS} ${place(text, at + token.length + 1)}`;
  }
  return `Unexpected character (${named(character)}): ${expected} ${place(text, at + 1)}`;
}

const named = (code: number): string =>
  code < 32 || (code > 126 && code < 160)
    ? `(CTRL-CHAR, code ${code})`
    : `'${String.fromCodePoint(code)}' (code ${code})`;

/** AWS hides the source. */
function place(text: string, column: number): string {
  const before = text.slice(0, column - 1);
  const line = before.split("\n").length;
  const inLine = column - (before.lastIndexOf("\n") + 1);
  return `at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${inLine}]`;
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");

/** The first byte that cannot be where it is. */
function badByte(payload: Buffer): { readonly at: number; readonly byte: number; readonly kind: "start" | "middle" } {
  let at = 0;
  while (at < payload.length) {
    const lead = payload[at] ?? 0;
    const length = lengthOf(lead);
    if (length === 0) return { at, byte: lead, kind: "start" };
    for (let index = 1; index < length; index += 1) {
      const byte = payload[at + index] ?? 0;
      if (byte >> 6 !== 0b10) return { at, byte, kind: "middle" };
    }
    at += length;
  }
  return { at, byte: 0, kind: "middle" };
}

/** Of a character in UTF-8, by its first byte; 0: none begins so. */
function lengthOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >> 5 === 0b110) return 2;
  if (lead >> 4 === 0b1110) return 3;
  return lead >> 3 === 0b11110 ? 4 : 0;
}

/** Where the first value of a text breaks off, and what should have been there. */
function scan(text: string): Broken | undefined {
  try {
    const end = value(text, space(text, 0));
    const rest = space(text, end);
    if (rest < text.length) throw new BrokenHere({ at: rest, expected: VALUE });
    return undefined;
  } catch (error) {
    if (error instanceof BrokenHere) return error.broken;
    // Too deep, or too long.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class BrokenHere extends Error {
  readonly broken: Broken;

  constructor(broken: Broken) {
    super(broken.expected);
    this.broken = broken;
  }
}

/** Spaces and the like. */
const space = (text: string, at: number): number => match(/[ \t\r\n]*/y, text, at) ?? at;

/** Of a string: what may stand in it. */
const INNER = String.raw`(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;

const LITERAL = new RegExp(`"${INNER}"|${NUMBER}|true|false|null`, "y");
const STRING = new RegExp(`"${INNER}"`, "y");
const STRING_START = new RegExp(`"${INNER}`, "y");

/** Where the match ends. */
function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Where a value that begins here ends. */
function value(text: string, at: number): number {
  if (text[at] === "{") return members(text, at, "}");
  if (text[at] === "[") return members(text, at, "]");
  const end = match(LITERAL, text, at);
  if (end === undefined) throw text[at] === '"' ? brokenString(text, at) : new BrokenHere({ at, expected: VALUE });
  return end;
}

/** A string that has no end, or something in it that cannot be there. */
const brokenString = (text: string, at: number): BrokenHere =>
  new BrokenHere({
    at: match(STRING_START, text, at) ?? at,
    expected: "was expecting closing quote for a string value",
  });

function members(text: string, start: number, close: "}" | "]"): number {
  const kind = close === "}" ? "Object" : "Array";
  let at = space(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = space(text, value(text, close === "}" ? afterName(text, at) : at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ",") throw new BrokenHere({ at, expected: at < text.length ? COMMA[kind] : CLOSE[kind] });
    at = space(text, at + 1);
  }
}

const COMMA = {
  Object: "was expecting comma to separate Object entries",
  Array: "was expecting comma to separate Array entries",
};
const CLOSE = { Object: "expected close marker for Object", Array: "expected close marker for Array" };

function afterName(text: string, at: number): number {
  const end = match(STRING, text, at);
  if (end === undefined) throw new BrokenHere({ at, expected: at < text.length ? NAME : CLOSE.Object });
  const colon = space(text, end);
  if (text[colon] !== ":") throw new BrokenHere({ at: colon, expected: COLON });
  return space(text, colon + 1);
}
