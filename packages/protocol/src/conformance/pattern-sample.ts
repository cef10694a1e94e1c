import { compilePattern } from "../validate/pattern.ts";

/** How a sample is drawn from a pattern: what a free repetition repeats, and which alternative is taken. */
type Choice = { readonly repetitions: number; readonly alternative: number };
type Cursor = { readonly pattern: string; at: number; readonly groups: string[]; readonly choice: Choice };

const MAX_ALTERNATIVES = 6;
/** Tried for a character class in this order. */
const CHARACTERS = "aA1-_./:=+@ ,*$#Zz9!~\t".split("");

/** A text of the wanted length that the pattern matches. @throws Error where none is found. */
export function samplePattern(pattern: string, min: number, max: number): string {
  const expression = compilePattern(pattern);
  for (let alternative = 0; alternative < MAX_ALTERNATIVES; alternative++) {
    for (let repetitions = 1; repetitions <= Math.max(min, 3); repetitions++) {
      const text = sequence({ pattern, at: 0, groups: [], choice: { repetitions, alternative } });
      if (text.length >= min && text.length <= max && expression.test(text)) return text;
    }
  }
  throw new Error(`No sample of ${min} to ${max} characters found for ${pattern}`);
}

/** Alternatives up to the end of the pattern or of a group. */
function sequence(cursor: Cursor): string {
  const alternatives: string[] = [""];
  while (cursor.at < cursor.pattern.length && cursor.pattern[cursor.at] !== ")") {
    if (cursor.pattern[cursor.at] === "|") {
      cursor.at++;
      alternatives.push("");
    } else {
      alternatives.push(`${alternatives.pop()}${repeated(cursor)}`);
    }
  }
  return alternatives[cursor.choice.alternative % alternatives.length] ?? "";
}

function repeated(cursor: Cursor): string {
  const start = cursor.at;
  const one = atom(cursor);
  const end = cursor.at;
  const [least, most] = quantifier(cursor);
  const count = Math.min(Math.max(cursor.choice.repetitions, least), most);
  if (end === start || count === 0) return "";
  return one.repeat(count);
}

const QUANTIFIER = /(?:\*|\+|\?|\{(\d+)(,?)(\d*)\})[?+]?/y;

function quantifier(cursor: Cursor): [number, number] {
  QUANTIFIER.lastIndex = cursor.at;
  const [text, least = "", comma, most = ""] = QUANTIFIER.exec(cursor.pattern) ?? [];
  if (text === undefined) return [1, 1];
  cursor.at += text.length;
  if (text.startsWith("*")) return [0, Number.POSITIVE_INFINITY];
  if (text.startsWith("+")) return [1, Number.POSITIVE_INFINITY];
  if (text.startsWith("?")) return [0, 1];
  if (comma === "") return [Number(least), Number(least)];
  return [Number(least), most === "" ? Number.POSITIVE_INFINITY : Number(most)];
}

const CLASS = /\[\^?\]?(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\./uy;

function atom(cursor: Cursor): string {
  const character = cursor.pattern[cursor.at] ?? "";
  if (character === "(") return group(cursor);
  CLASS.lastIndex = cursor.at;
  const [text] = CLASS.exec(cursor.pattern) ?? [];
  if (text !== undefined) {
    cursor.at += text.length;
    return characterOf(text, cursor.groups);
  }
  cursor.at++;
  if (character === "^" || character === "$") return "";
  return character === "." ? "a" : character;
}

const GROUP = /\((\?(?:[:=!]|<[=!]|<\w+>|i\)))?/y;

function group(cursor: Cursor): string {
  GROUP.lastIndex = cursor.at;
  const [opening = "(", kind = ""] = GROUP.exec(cursor.pattern) ?? [];
  cursor.at += opening.length;
  if (kind === "?i)") return "";
  const captures = kind === "" || kind.endsWith(">");
  const index = captures ? cursor.groups.push("") - 1 : undefined;
  const text = sequence(cursor);
  cursor.at++;
  if (index !== undefined) cursor.groups[index] = text;
  return /[=!]/.test(kind) ? "" : text;
}

/** A character of a class or an escape. */
function characterOf(text: string, groups: readonly string[]): string {
  if (/^\\[1-9]$/.test(text)) return groups[Number(text[1]) - 1] ?? "";
  if (/^\\[bB]$/.test(text)) return "";
  const expression = compilePattern(text);
  const found = CHARACTERS.find((character) => expression.test(character)) ?? text.replace(/^\[?\\?/, "")[0];
  return found ?? "";
}
