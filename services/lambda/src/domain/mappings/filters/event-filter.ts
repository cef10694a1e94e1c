import { invalidParameterValue } from "../../errors.ts";
import { matches } from "./match.ts";
import { parsePattern } from "./parse-pattern.ts";
import type { Pattern } from "./rule.ts";

/** Whether a record is for the function: one filter of several is enough, and without any it is. */
export type EventFilter = (record: object) => boolean;

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: five, ten on request. */
const MAX_FILTERS = 10;

/**
 * Whether these can be filters of a mapping.
 * @throws AwsError InvalidParameterValueException
 */
export function checkFilters(patterns: readonly (string | undefined)[]): void {
  if (patterns.some((pattern) => pattern === undefined || parsePattern(pattern) === undefined)) {
    throw invalidParameterValue("Invalid filter pattern definition.");
  }
  // AWS's words are not recorded.
  if (patterns.length > MAX_FILTERS) throw invalidParameterValue(`At most ${MAX_FILTERS} filters are allowed.`);
}

/** Makes a mapping's filters ready: they are compiled once, and asked for every record. */
export function eventFilter(patterns: readonly string[]): EventFilter {
  if (patterns.length === 0) return () => true;
  const compiled = patterns.map(parsePattern).filter((pattern): pattern is Pattern => pattern !== undefined);
  return (record) => compiled.some((pattern) => matches(pattern, record));
}
