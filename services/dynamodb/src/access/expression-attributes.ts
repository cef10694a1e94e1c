/** Words of expressions that name no attribute. */
const WORDS = new Set(["AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"]);

const VALUE = /:[A-Za-z0-9_]+/g;

/** A name as expressions have it, the dot of a path before it, and the bracket that makes it a function's. */
const NAME = /(\.?)\s*(#[A-Za-z0-9_]+|[A-Za-z][A-Za-z0-9_]*)(\s*\()?/g;

/** Names of a request's expressions: `#name` -> attribute. */
export type Names = Readonly<Record<string, string>>;

/**
 * The attributes of the item that an expression names, without what is inside of them. It may be no valid expression:
 * whoever may not do what it says is refused before that is looked at.
 */
export function attributesIn(expression = "", names: Names = {}): readonly string[] {
  const found: string[] = [];
  for (const [, dot, name = "", bracket] of expression.replaceAll(VALUE, " ").matchAll(NAME)) {
    if (dot !== "" || bracket !== undefined || WORDS.has(name.toUpperCase())) continue;
    found.push(names[name] ?? name);
  }
  return found;
}
