/**
 * A word of an expression. `is` names what the grammar makes of it: `name`, `alias` (#n), `value` (:v), `index`,
 * `end`, a keyword in capitals, a symbol itself, or `other` for what no expression contains.
 */
export type Token = { readonly is: string; readonly text: string; readonly start: number; readonly end: number };

const TOKEN =
  /([A-Za-z][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|([0-9]+)|(<>|<=|>=|[=<>()[\],.+-])|([^ \t\r\n])/gu;

export function tokenize(text: string, keywords: ReadonlySet<string>): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    tokens.push({ is: classOf(match, keywords), text: token, start: match.index, end: match.index + token.length });
  }
  tokens.push({ is: "end", text: "<EOF>", start: text.length, end: text.length });
  return tokens;
}

function classOf(match: RegExpExecArray, keywords: ReadonlySet<string>): string {
  const [, name, alias, value, index, symbol] = match;
  if (name !== undefined) {
    const word = name.toUpperCase();
    return keywords.has(word) ? word : "name";
  }
  if (alias !== undefined) return "alias";
  if (value !== undefined) return "value";
  if (index !== undefined) return "index";
  return symbol ?? "other";
}
