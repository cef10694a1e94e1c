/**
 * Patterns of AWS's that take exponential time on a hostile value, and equals of them that do not.
 * https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS
 */
const LINEAR_EQUALS: ReadonlyMap<string, RegExp> = new Map([
  ["^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$", /^\t*[\x20-\x7E][\t\x20-\x7E]*$/],
  [
    "^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$",
    // eslint-disable-next-line no-control-regex -- AWS's own set of characters.
    /^\t*[^\x00-\x1F:\x7F][^\x00-\x08\x0A-\x1F:\x7F]*$/,
  ],
]);

/** AWS's models have Java's patterns, which match whole values. */
export function compilePattern(pattern: string): RegExp {
  const known = LINEAR_EQUALS.get(pattern);
  if (known !== undefined) return known;
  const ignoresCase = pattern.startsWith("(?i)");
  const source = `^(?:${ignoresCase ? pattern.slice("(?i)".length) : pattern})$`;
  const flags = ignoresCase ? "i" : "";
  const translated = source.replaceAll("\\p{Print}", "[\\x20-\\x7E]");
  try {
    return new RegExp(translated, `${flags}u`);
  } catch {
    // Java allows to escape what needs no escape, as JavaScript does without Unicode mode.
    return new RegExp(translated, flags);
  }
}
