/** Words of expressions that name no attribute. */
const WORDS = new Set(["AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"]);

/** A name, with what stands before it: a dot of a path, or the colon of a value; and whether a bracket follows. */
const NAME = /([.:]?)\s*(#?[A-Za-z_][\w-]*|#[\w-]+)(\s*\()?/g;

/** Names of a request's expressions: `#name` -> attribute. */
export type Names = Readonly<Record<string, string>>;

/**
 * The attributes of the item that an expression names, without what is inside of them. It may be no valid expression:
 * whoever may not do what it says is refused before that is looked at.
 */
export function attributesIn(expression = "", names: Names = {}): readonly string[] {
  const found: string[] = [];
  for (const [, before, name = "", bracket] of expression.matchAll(NAME)) {
    if (before !== "" || bracket !== undefined || WORDS.has(name.toUpperCase())) continue;
    found.push(names[name] ?? name);
  }
  return found;
}

/** The value to which a condition of a key sets an attribute equal: `#id = :id`, in either order. */
export function equalValue(expression = "", attribute: string, names: Names = {}): string | undefined {
  for (const [, left = "", right = ""] of expression.matchAll(/([#:]?[\w-]+)\s*=\s*([#:]?[\w-]+)/g)) {
    const isLeft = right.startsWith(":");
    const [name, value] = isLeft ? [left, right] : [right, left];
    if ((names[name] ?? name) === attribute) return value;
  }
  return undefined;
}
