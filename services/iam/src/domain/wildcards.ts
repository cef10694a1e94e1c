/** Whether a text is as a pattern says: `*` stands for any letters, `?` for any one. */
export function matchesWildcards(pattern: string, text: string): boolean {
  const letters = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${letters.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}
