import type { Lookup } from "./context.ts";

/** Whether a value is of a pattern; the lookup gives the values of policy variables. */
export type Pattern = (value: string, lookup: Lookup) => boolean;

/** How a policy's text is to be read. */
export type PatternSyntax = {
  /** `*` is any text, `?` any character. */
  readonly wildcards: boolean;
  /** `${aws:username}` is the request's value: from policy version 2012-10-17 on. */
  readonly variables: boolean;
  readonly ignoreCase?: boolean;
};

/**
 * Compiles a policy's text. Matching never goes back behind a star, so its time grows with the value's length and the
 * pattern's, and never with a power of the number of stars.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function compilePattern(text: string, syntax: PatternSyntax): Pattern {
  if (text === "*" && syntax.wildcards) return () => true;
  const tokens = tokenize(text, syntax);
  const fold = syntax.ignoreCase ? (one: string): string => one.toLowerCase() : (one: string): string => one;
  const hasWildcards = tokens.some(({ kind }) => kind === "many" || kind === "one");
  if (tokens.some(({ kind }) => kind === "variable")) {
    return (value, lookup) => {
      const resolved = resolve(tokens, lookup);
      if (resolved === undefined) return false;
      if (!hasWildcards) return fold(value) === fold(joined(resolved));
      return matches(segmentsOf(resolved, fold), fold(value));
    };
  }
  if (!hasWildcards) {
    const wanted = fold(joined(tokens));
    return (value) => fold(value) === wanted;
  }
  const segments = segmentsOf(tokens, fold);
  return (value) => matches(segments, fold(value));
}

/** The condition keys that a text takes its variables from, as they are spelled there. */
export const variablesIn = (text: string): readonly string[] =>
  tokenize(text, { wildcards: false, variables: true }).flatMap((token) =>
    token.kind === "variable" ? [token.name] : [],
  );

type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "many" }
  | { readonly kind: "one" }
  | { readonly kind: "variable"; readonly name: string; readonly key: string; readonly fallback: string | undefined };

const TOKEN = /\$\{([^}]*)\}|[*?]|[^$*?]+|\$/g;
/** A condition key, and perhaps a comma and a default in quotes. */
const VARIABLE = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?$/;

function tokenize(text: string, syntax: PatternSyntax): readonly Token[] {
  return Array.from(text.matchAll(TOKEN), ([found, variable]): Token => {
    if (syntax.wildcards && found === "*") return { kind: "many" };
    if (syntax.wildcards && found === "?") return { kind: "one" };
    if (!syntax.variables || variable === undefined) return { kind: "text", text: found };
    // The way to write a star, a question mark or a dollar sign that is just that.
    if (variable === "*" || variable === "?" || variable === "$") return { kind: "text", text: variable };
    const [, name, fallback] = VARIABLE.exec(variable) ?? [];
    if (name === undefined) return { kind: "text", text: found };
    return { kind: "variable", name, key: name.toLowerCase(), fallback };
  });
}

/**
 * The tokens with the request's values in them; `undefined` if it lacks one: nothing is equal or like it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
function resolve(tokens: readonly Token[], lookup: Lookup): readonly Token[] | undefined {
  const resolved: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== "variable") {
      resolved.push(token);
      continue;
    }
    const values = lookup(token.key);
    // Of several values AWS takes none.
    const text = values?.length === 1 ? values[0] : token.fallback;
    if (text === undefined) return undefined;
    resolved.push({ kind: "text", text });
  }
  return resolved;
}

function joined(tokens: readonly Token[]): string {
  let text = "";
  for (const token of tokens) {
    if (token.kind === "text") text += token.text;
  }
  return text;
}

/** What stands between two stars: text, some places of which may be any character. */
type Segment = { readonly text: string; readonly anyAt: ReadonlySet<number> };

function segmentsOf(tokens: readonly Token[], fold: (text: string) => string): readonly Segment[] {
  const segments: { text: string; anyAt: Set<number> }[] = [];
  let current = { text: "", anyAt: new Set<number>() };
  for (const token of tokens) {
    if (token.kind === "many") {
      segments.push(current);
      current = { text: "", anyAt: new Set() };
    } else if (token.kind === "one") {
      current.anyAt.add(current.text.length);
      current.text += "?";
    } else if (token.kind === "text") {
      current.text += fold(token.text);
    }
  }
  return [...segments, current];
}

function matches(segments: readonly Segment[], value: string): boolean {
  const first = segments[0];
  const last = segments.at(-1);
  if (!first || !last || !standsAt(first, value, 0)) return false;
  if (segments.length === 1) return value.length === first.text.length;
  const end = value.length - last.text.length;
  let position = first.text.length;
  for (let index = 1; index < segments.length - 1; index++) {
    const segment = segments[index] ?? last;
    // The leftmost place leaves most for the segments that follow, so there is no need to try another.
    const found = findFrom(segment, value, position);
    if (found < 0) return false;
    position = found + segment.text.length;
  }
  return position <= end && standsAt(last, value, end);
}

function findFrom(segment: Segment, value: string, from: number): number {
  if (segment.anyAt.size === 0) return value.indexOf(segment.text, from);
  for (let at = from; at + segment.text.length <= value.length; at++) {
    if (standsAt(segment, value, at)) return at;
  }
  return -1;
}

function standsAt({ anyAt, text }: Segment, value: string, at: number): boolean {
  if (anyAt.size === 0) return value.startsWith(text, at);
  if (at + text.length > value.length) return false;
  for (let index = 0; index < text.length; index++) {
    if (!anyAt.has(index) && text[index] !== value[at + index]) return false;
  }
  return true;
}
