import { RegexError } from "../regex/parse-regex.ts";
import { compileRegex, type Regex } from "../regex/regex.ts";
import { malformedQuery, type Span } from "../syntax/malformed.ts";
import type { LikePattern } from "../syntax/tree.ts";
import { textOf, type Value } from "../values/value.ts";

/**
 * What is asked for by `like`: a text in another, or a regular expression.
 * @throws AwsError MalformedQueryException
 */
export function compilePattern(pattern: LikePattern): (value: Value) => boolean {
  if ("text" in pattern) return (value) => textOf(value).includes(pattern.text);
  const { isIn } = regexOf(pattern.regex, pattern);
  return (value) => isIn(textOf(value));
}

/** @throws AwsError MalformedQueryException */
export function regexOf(source: string, span: Span): Regex {
  try {
    return compileRegex(source);
  } catch (error) {
    if (error instanceof RegexError)
      throw malformedQuery(`Invalid regular expression /${source}/: ${error.message}`, span);
    throw error;
  }
}
