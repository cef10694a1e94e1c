import { numberOf, textOf, type Value } from "./value.ts";

/** Negative where `a` is less: as numbers where both are, and else as texts; `undefined` where one of them is nothing. */
export function compareValues(a: Value, b: Value): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (typeof a === "boolean" || typeof b === "boolean") return compareTexts(wordOf(a), wordOf(b));
  const [left, right] = [numberOf(a), numberOf(b)];
  // A time is compared with what looks like one.
  if (left !== undefined && right !== undefined) return left - right;
  return compareTexts(textOf(a), textOf(b));
}

/** What is true or false is equal to either way to write it. */
function wordOf(value: Value): string {
  if (value === true || value === "true") return "1";
  if (value === false || value === "false") return "0";
  return textOf(value);
}

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/**
 * The order of `sort`: what is no number before numbers; in texts, figures by their value and what is between them by its
 * characters. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html
 */
export function compareNaturally(a: Value, b: Value): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return left - right;
  if (left !== undefined) return 1;
  if (right !== undefined) return -1;
  return compareChunks(textOf(a), textOf(b));
}

const isDigit = (text: string, index: number): boolean => {
  const code = text.charCodeAt(index);
  return code >= ZERO && code <= NINE;
};

const ZERO = 48;
const NINE = 57;

/** Looks at where two texts begin to differ: all before it is alike. */
function compareChunks(a: string, b: string): number {
  if (a === b) return 0;
  let index = 0;
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index += 1;
  let start = index;
  while (start > 0 && isDigit(a, start - 1)) start -= 1;
  if (isDigit(a, start) && isDigit(b, start)) {
    const longer = digitsEnd(a, start) - digitsEnd(b, start);
    if (longer !== 0) return longer;
  }
  return compareAt(a, b, index);
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(text, end)) end += 1;
  return end;
}

function compareAt(a: string, b: string, index: number): number {
  if (index === a.length || index === b.length) return a.length - b.length;
  // Letters that end before others go on are less, whatever follows them.
  const isBegun = index > 0 && !isDigit(a, index - 1);
  const digits = Number(isDigit(b, index)) - Number(isDigit(a, index));
  return isBegun && digits !== 0 ? digits : a.charCodeAt(index) - b.charCodeAt(index);
}
