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

const CHUNKS = /\d+|\D+/g;

function compareChunks(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [a.match(CHUNKS) ?? [], b.match(CHUNKS) ?? []];
  for (const [index, chunk] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const areNumbers = /^\d/.test(chunk) && /^\d/.test(other);
    const order = (areNumbers ? chunk.length - other.length : 0) || compareTexts(chunk, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
