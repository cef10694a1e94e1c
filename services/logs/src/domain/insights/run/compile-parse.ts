import { malformedQuery } from "../syntax/malformed.ts";
import type { Command } from "../syntax/tree.ts";
import { regexOf } from "./compile-pattern.ts";

export type ParseCommand = Extract<Command, { kind: "parse" }>;

/** Takes fields out of a text, by their names; `undefined`: the text is none of the pattern's. */
export type FieldExtractor = {
  readonly names: readonly string[];
  readonly extract: (text: string) => readonly (string | undefined)[] | undefined;
};

/**
 * What `parse` takes out of texts: by a regular expression's groups, or by the stars of a pattern.
 * @throws AwsError MalformedQueryException
 */
export function compileParse(command: ParseCommand): FieldExtractor {
  const { names, pattern } = command;
  if ("regex" in pattern) {
    const { groups, groupsIn } = regexOf(pattern.regex, pattern);
    const named = names.length > 0 ? names : groups.flatMap(({ name }) => name ?? []);
    if (named.length !== groups.length || groups.length === 0) throw wrongNames(command);
    return { names: named, extract: groupsIn };
  }
  const literals = pattern.text.split("*");
  if (literals.length - 1 !== names.length || names.length === 0) throw wrongNames(command);
  return { names, extract: (text) => extractStars(literals, text) };
}

const wrongNames = (command: ParseCommand): Error =>
  malformedQuery("The number of fields does not match the number of groups in the pattern", command);

/** What stands between texts that follow each other: the least there can be, and behind the last star the rest. */
function extractStars(literals: readonly string[], text: string): readonly string[] | undefined {
  const [first = "", ...others] = literals;
  const start = text.indexOf(first);
  if (start === -1) return undefined;
  const values: string[] = [];
  let from = start + first.length;
  for (const [index, literal] of others.entries()) {
    const isOpen = literal === "" && index === others.length - 1;
    const to = isOpen ? text.length : text.indexOf(literal, from);
    if (to === -1) return undefined;
    values.push(text.slice(from, to));
    from = to + literal.length;
  }
  return values;
}
