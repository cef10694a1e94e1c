import { invalidParameter } from "../errors.ts";
import { compileDelimited } from "./delimited.ts";
import { compileJson } from "./json-pattern.ts";
import { PatternError } from "./refusal.ts";
import { compileTerms } from "./terms.ts";

/** What a filter pattern asks of an event. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
export type Pattern = {
  readonly matches: (message: string) => boolean;
  /** The values of a message that matches which the pattern names; none for terms. */
  readonly extract: (message: string) => Readonly<Record<string, string>>;
};

/**
 * Compiles a filter pattern: JSON in braces, fields in brackets, or else terms. Without a pattern, all match.
 * @param invalid AWS's words for one that cannot be read, which are not the same everywhere
 * @throws AwsError InvalidParameterException
 */
export function compilePattern(pattern = "", invalid = "Invalid filter pattern"): Pattern {
  try {
    return compile(pattern);
  } catch (error) {
    if (error instanceof PatternError) throw invalidParameter(invalid);
    throw error;
  }
}

function compile(pattern: string): Pattern {
  const text = pattern.trim();
  if (text.startsWith("{")) return compileJson(text);
  // AWS takes it for a pattern without fields: all match.
  if (text === "[]") return { matches: () => true, extract: () => ({}) };
  if (text.startsWith("[")) return compileDelimited(text);
  return { matches: compileTerms(text), extract: () => ({}) };
}
