import type { AwsError } from "@skylab/aws";
import { invalidArgument } from "../errors.ts";
import type { EventRule } from "./event-rule.ts";

/** @throws AwsError InvalidArgument where one of a rule's events is part of another. */
export function checkOwnEvents({ events }: EventRule): void {
  for (const [index, event] of events.entries()) {
    if (events.slice(0, index).some((other) => haveCommon(event, other))) throw sharedEvent(event);
  }
}

/** @throws AwsError InvalidArgument where an event of a key would be told by two rules. */
export function checkOverlaps(rules: readonly EventRule[]): void {
  for (const [index, rule] of rules.entries()) {
    for (const other of rules.slice(0, index)) checkOverlap(rule, other);
  }
}

function checkOverlap(one: EventRule, other: EventRule): void {
  const shared = one.events.find((event) => other.events.some((theirs) => haveCommon(event, theirs)));
  if (shared === undefined) return;
  const [mine, theirs] = [affixesOf(one), affixesOf(other)];
  const prefixes = mine.prefix.startsWith(theirs.prefix) || theirs.prefix.startsWith(mine.prefix);
  const suffixes = mine.suffix.endsWith(theirs.suffix) || theirs.suffix.endsWith(mine.suffix);
  if (!prefixes || !suffixes) return;
  if (!one.filter && !other.filter) throw sharedEvent(shared);
  throw invalidArgument(
    "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
    "Event",
    shared,
  );
}

const sharedEvent = (event: string): AwsError =>
  invalidArgument(
    "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
    "Event",
    event,
  );

/** `s3:ObjectCreated:*` has `s3:ObjectCreated:Put` in it. */
export const includesEvent = (pattern: string, event: string): boolean =>
  pattern === event || (pattern.endsWith(":*") && event.startsWith(pattern.slice(0, -1)));

const haveCommon = (one: string, other: string): boolean => includesEvent(one, other) || includesEvent(other, one);

/** What a rule's keys begin and end with. */
export function affixesOf({ filter }: Pick<EventRule, "filter">): { readonly prefix: string; readonly suffix: string } {
  const rules = filter?.Key?.FilterRules ?? [];
  const valueOf = (name: string): string => rules.find((rule) => rule.Name?.toLowerCase() === name)?.Value ?? "";
  return { prefix: valueOf("prefix"), suffix: valueOf("suffix") };
}
