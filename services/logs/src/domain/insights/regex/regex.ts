import { capturer } from "./captures.ts";
import { Finder } from "./finder.ts";
import { parseRegex, type RegexGroup, type RegexNode } from "./parse-regex.ts";
import { programOf } from "./program.ts";

/**
 * A regular expression that takes time that grows with the text alone: JavaScript's, of which each way is tried after the
 * other, let a query stop the whole process.
 */
export type Regex = {
  readonly isIn: (text: string) => boolean;
  /** What the groups have captured, in their order; `undefined` where it is not in the text. */
  readonly groupsIn: (text: string) => readonly (string | undefined)[] | undefined;
  readonly groups: readonly RegexGroup[];
};

/** @throws RegexError */
export function compileRegex(source: string): Regex {
  const { groups, root } = parseRegex(source);
  const program = programOf(root);
  const finder = new Finder(program);
  const capture = capturer(program);
  const literal = literalOf(root);
  const isIn = literal === undefined ? (text: string) => finder.isIn(text) : (text: string) => text.includes(literal);
  return {
    groups,
    isIn,
    groupsIn: (text) => {
      if (!isIn(text)) return undefined;
      const captured = capture(text) ?? [];
      return groups.map((_, index) => captured[index + 1]);
    },
  };
}

/** The text that is asked for, where it is but one: as most are. */
function literalOf(root: RegexNode): string | undefined {
  if (root.kind !== "all") return undefined;
  let literal = "";
  for (const part of root.parts) {
    if (part.kind !== "char" || part.set.length !== 1) return undefined;
    const [[from, to] = [0, 1]] = part.set;
    if (from !== to) return undefined;
    literal += String.fromCharCode(from);
  }
  return literal;
}
