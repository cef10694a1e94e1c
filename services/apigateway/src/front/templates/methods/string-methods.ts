import { boundedRegExp, matchesWhole } from "../../bounded-regexp.ts";
import { MAX_TEXT_CHARS } from "../budget.ts";
import { TemplateFault } from "../template.ts";
import { List } from "../values.ts";
import { methods, orFault, within } from "./method.ts";

/** https://docs.oracle.com/javase/8/docs/api/java/lang/String.html */
export const stringMethods = methods<string>({
  charAt: (text, args) => text.charAt(within(args.whole(0), text.length - 1)),
  compareTo: (text, args) => compare(text, args.text(0)),
  compareToIgnoreCase: (text, args) => compare(text.toLowerCase(), args.text(0).toLowerCase()),
  concat: (text, args) => text + args.text(0),
  contains: (text, args) => text.includes(args.text(0)),
  endsWith: (text, args) => text.endsWith(args.text(0)),
  equals: (text, args) => args.at(0) === text,
  equalsIgnoreCase: (text, args) => args.at(0) !== null && args.text(0).toLowerCase() === text.toLowerCase(),
  hashCode: (text) => hashCode(text),
  indexOf: (text, args) => text.indexOf(args.text(0), args.count > 1 ? args.whole(1) : 0),
  isBlank: (text) => text.trim() === "",
  isEmpty: (text) => text === "",
  lastIndexOf: (text, args) => text.lastIndexOf(args.text(0), args.count > 1 ? args.whole(1) : text.length),
  length: (text) => text.length,
  matches: (text, args) => guarded(() => matchesWhole(args.text(0), text)),
  repeat: (text, args) => repeat(text, args.whole(0)),
  replace: (text, args) => text.replaceAll(args.text(0), () => args.text(1)),
  replaceAll: (text, args) => replace(text, { pattern: args.text(0), by: args.text(1), flags: "g" }),
  replaceFirst: (text, args) => replace(text, { pattern: args.text(0), by: args.text(1), flags: "" }),
  split: (text, args) => split(text, args.text(0), args.count > 1 ? args.whole(1) : 0),
  startsWith: (text, args) => text.startsWith(args.text(0), args.count > 1 ? args.whole(1) : 0),
  strip: (text) => text.trim(),
  subSequence: (text, args) => substring(text, args.whole(0), args.whole(1)),
  substring: (text, args) => substring(text, args.whole(0), args.count > 1 ? args.whole(1) : text.length),
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
});

/** Java tells how far two texts are apart: by the first characters that differ, or by their lengths. */
function compare(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    const difference = left.charCodeAt(at) - right.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function hashCode(text: string): number {
  let hash = 0;
  // Java counts in 32 bits.
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash, 31) + text.charCodeAt(at) || 0;
  return Math.trunc(hash) | 0;
}

function repeat(text: string, times: number): string {
  if (times < 0 || text.length * times > MAX_TEXT_CHARS) throw new TemplateFault(`Cannot repeat ${times} times.`);
  return text.repeat(times);
}

function substring(text: string, start: number, end: number): string {
  return text.slice(within(start, within(end, text.length)), end);
}

type Replacing = { readonly pattern: string; readonly by: string; readonly flags: "g" | "" };

/** As many as a body of AWS's largest size may have, and not more than take a moment. */
const MAX_MATCHES = 1_000_000;

function replace(text: string, { pattern, by, flags }: Replacing): string {
  const parts = replacementOf(by);
  const replaced = (expression: RegExp): string => {
    let count = 0;
    return text.replace(expression, (...match: readonly unknown[]) => {
      count += 1;
      if (count > MAX_MATCHES) throw new TemplateFault("The template replaces too much.");
      return parts.map((part) => partOf(part, match)).join("");
    });
  };
  return guarded(() => boundedRegExp(pattern, flags).on(text, replaced));
}

const partOf = (part: string | number, match: readonly unknown[]): string =>
  typeof part === "string" ? part : typeof match[part] === "string" ? match[part] : "";

/** `$1` is a group, and a backslash makes whatever is behind it a plain character. */
function replacementOf(by: string): readonly (string | number)[] {
  return [...by.matchAll(/\\([^])|\$(\d)|([^\\$]+|[^])/g)].map(([, escaped, group, plain]) =>
    group === undefined ? (escaped ?? plain ?? "") : Number(group),
  );
}

/** Empty texts at the end fall away, unless a limit says how many parts there are. */
function split(text: string, pattern: string, limit: number): List {
  if (text === "") return new List([""]);
  const parts = guarded(() => boundedRegExp(pattern, "g").on(text, (expression) => splitBy(text, expression, limit)));
  if (limit === 0) while (parts.length > 0 && parts.at(-1) === "") parts.pop();
  return new List(parts);
}

function splitBy(text: string, expression: RegExp, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const { 0: match, index } of text.matchAll(expression)) {
    if (limit > 0 && parts.length === limit - 1) break;
    // Where nothing at all matches at the start, nothing stands before it.
    if (match === "" && (index === 0 || index === text.length)) continue;
    parts.push(text.slice(start, index));
    start = index + match.length;
  }
  return [...parts, text.slice(start)];
}

/** A pattern that is none, or that takes too long, ends the template. */
function guarded<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw orFault(error);
  }
}
