import { KEYWORDS } from "./keywords.ts";
import { notWellFormed, type Position } from "./statement-errors.ts";

/**
 * A word of a statement. `is` names what the grammar makes of it: `name`, `string`, `number`, `end`, a keyword in
 * capitals, or a symbol itself.
 */
export type Token = {
  readonly is: string;
  /** Without quotes. */
  readonly text: string;
  readonly position: Position;
};

const SKIPPED = String.raw`\s+|--[^\n]*|\/\*[\s\S]*?\*\/`;
const NAME = String.raw`[A-Za-z_$][A-Za-z0-9_$]*`;
const NUMBER = String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;
const SYMBOL = String.raw`<<|>>|<>|!=|<=|>=|\|\||[-+*/%=<>()[\]{},.:;?@]`;
const TOKEN = new RegExp(`(${SKIPPED})|(${NAME})|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(${NUMBER})|(${SYMBOL})`, "y");

/** @throws AwsError `ValidationException` where something is no word, or a quotation or a comment has no end */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  let offset = 0;
  while (offset < text.length) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    if (match === null || isOpenComment(text, offset)) throw notWellFormed();
    const [whole, skipped] = match;
    const position = { line, column: offset - lineStart + 1, length: whole.length };
    if (skipped === undefined) tokens.push({ ...wordOf(match), position });
    const lastBreak = whole.lastIndexOf("\n");
    if (lastBreak >= 0) {
      line += whole.split("\n").length - 1;
      lineStart = offset + lastBreak + 1;
    }
    offset += whole.length;
  }
  tokens.push({ is: "end", text: "", position: { line, column: offset - lineStart + 1, length: 0 } });
  return tokens;
}

/** A comment without an end reads as a division otherwise. */
const isOpenComment = (text: string, offset: number): boolean =>
  text.startsWith("/*", offset) && !text.includes("*/", offset + 2);

function wordOf([, , name, quotedName, string, number, symbol = ""]: RegExpExecArray): Omit<Token, "position"> {
  if (name !== undefined) {
    const keyword = name.toUpperCase();
    return { is: KEYWORDS.has(keyword) ? keyword : "name", text: name };
  }
  if (quotedName !== undefined) return { is: "name", text: quotedName.replaceAll('""', '"') };
  if (string !== undefined) return { is: "string", text: string.replaceAll("''", "'") };
  if (number === undefined) return { is: symbol === "!=" ? "<>" : symbol, text: symbol };
  checkScale(number);
  return { is: "number", text: number };
}

/** AWS's numbers are Java's BigDecimal: exponent and scale are of 32 bits. */
const MAX_SCALE = 2 ** 31 - 1;

function checkScale(number: string): void {
  const [mantissa = "", power = "0"] = number.toLowerCase().split("e");
  const fraction = mantissa.split(".")[1] ?? "";
  const exponent = Number(power);
  if (Math.abs(exponent) > MAX_SCALE || fraction.length - exponent > MAX_SCALE) throw notWellFormed();
}
