import { selectError } from "../errors.ts";

/** A piece of an expression. */
export type Token =
  /** Upper case: `SELECT`. What it is for the parser knows. */
  | { readonly kind: "word"; readonly text: string; readonly upper: string }
  /** `"Name"`: as it is written. */
  | { readonly kind: "quoted"; readonly text: string }
  | { readonly kind: "string"; readonly text: string }
  /** Of Ion, in backticks. */
  | { readonly kind: "ion"; readonly text: string }
  | { readonly kind: "number"; readonly value: number; readonly isInteger: boolean }
  | { readonly kind: "symbol"; readonly text: string }
  | { readonly kind: "end" };

const END: Token = { kind: "end" };

const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/y;
const SPACE = /\s+/y;
const SYMBOLS = [
  "||",
  "<=",
  ">=",
  "<>",
  "!=",
  "=",
  "<",
  ">",
  "+",
  "-",
  "*",
  "/",
  "%",
  "(",
  ")",
  "[",
  "]",
  ",",
  ".",
  ";",
];

/** Which characters end a literal that begins with them, and what it then is. */
const QUOTES: Readonly<Record<string, "string" | "quoted" | "ion">> = { "'": "string", '"': "quoted", "`": "ion" };

/** The pieces of an expression, and an end behind them. @throws AwsError LexerInvalidChar, LexerInvalidLiteral */
export function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < expression.length;) {
    const space = match(SPACE, expression, at) ?? comment(expression, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const { token, length } = readToken(expression, at);
    tokens.push(token);
    at += length;
  }
  return [...tokens, END];
}

/** `-- to the end of the line` */
function comment(expression: string, at: number): string | undefined {
  if (!expression.startsWith("--", at)) return undefined;
  const end = expression.indexOf("\n", at);
  return expression.slice(at, end === -1 ? expression.length : end);
}

type Read = { readonly token: Token; readonly length: number };

function readToken(expression: string, at: number): Read {
  const first = expression.charAt(at);
  const quotes = QUOTES[first];
  if (quotes !== undefined) return readQuoted(expression, at, quotes);
  const word = match(WORD, expression, at);
  if (word !== undefined) {
    return { token: { kind: "word", text: word, upper: word.toUpperCase() }, length: word.length };
  }
  const number = match(NUMBER, expression, at);
  if (number !== undefined) return readNumber(expression, at, number);
  const symbol = SYMBOLS.find((known) => expression.startsWith(known, at));
  if (symbol === undefined) throw selectError("LexerInvalidChar");
  return { token: { kind: "symbol", text: symbol }, length: symbol.length };
}

function readNumber(expression: string, at: number, text: string): Read {
  if (match(WORD, expression, at + text.length) !== undefined) throw selectError("LexerInvalidLiteral");
  const value = Number(text);
  return {
    token: { kind: "number", value, isInteger: Number.isSafeInteger(value) && /^\d+$/.test(text) },
    length: text.length,
  };
}

/** A quote inside is written twice. */
function readQuoted(expression: string, at: number, kind: "string" | "quoted" | "ion"): Read {
  const quote = expression.charAt(at);
  let text = "";
  for (let from = at + 1; ;) {
    const end = expression.indexOf(quote, from);
    if (end === -1) throw selectError("LexerInvalidLiteral");
    text += expression.slice(from, end);
    if (expression.charAt(end + 1) !== quote) return { token: { kind, text }, length: end + 1 - at };
    text += quote;
    from = end + 2;
  }
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
