import { invalidParameterValue } from "../errors.ts";
import { matches } from "./filters/match.ts";
import { parsePattern } from "./filters/parse-pattern.ts";
import type { Pattern } from "./filters/rule.ts";
import type { MappingSettings } from "./mapping.ts";

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
export function eventFilter({ FilterCriteria }: Pick<MappingSettings, "FilterCriteria">): EventFilter {
  if (FilterCriteria === undefined) return () => true;
  const compiled = FilterCriteria.Filters.flatMap(({ Pattern: text }): readonly Pattern[] => {
    const pattern = parsePattern(text);
    return pattern === undefined ? [] : [pattern];
  });
  return (record) => compiled.some((pattern) => matches(pattern, record));
}
