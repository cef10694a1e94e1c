import { BoundedMap } from "@skylab/aws";
import { interruptibly } from "./interruptibly.ts";

/** A pattern as Java takes it, for the few patterns that Java and JavaScript spell alike. */
export type BoundedRegExp = {
  /**
   * Does something with the expression on a text, and nothing else, as it may be done again; longer than a bound, it is
   * stopped. @throws Interrupted
   */
  readonly on: <Result>(text: string, run: (expression: RegExp) => Result) => Result;
};

/** What any expression may take on any text before it is stopped. */
const WITHIN_MS = 250;

/** Up to here one quantifier alone, which is quadratic at worst, takes no time that anybody would notice. */
const SHORT_TEXT_CHARS = 1000;

/** So many choices double the work no more often than this. */
const FEW_CHOICES = 4;

/** Patterns in use at a time. */
const MAX_PATTERNS = 1000;

const compiled = new BoundedMap<string, BoundedRegExp>(MAX_PATTERNS);

/**
 * Compiles a pattern, or finds what was compiled of it before.
 * @param flags `g`, where all matches are meant; else none.
 * @throws SyntaxError
 */
export function boundedRegExp(pattern: string, flags: "" | "g" = ""): BoundedRegExp {
  return compiled.get(`${flags}/${pattern}`, () => compile(pattern, flags));
}

/**
 * Whether a pattern is of the whole of a text, as Java's `matches`.
 * @throws SyntaxError, Interrupted
 */
export function matchesWhole(pattern: string, text: string): boolean {
  return compiled.get(`y/${pattern}`, () => compile(pattern, "y")).on(text, (expression) => expression.test(text));
}

/** Flags of Java's that may stand at the start of a pattern and that JavaScript has, too. */
const LEADING_FLAGS = /^(?:\(\?[ims]+\))+/;

function compile(pattern: string, flags: "" | "g" | "y"): BoundedRegExp {
  const [leading = ""] = LEADING_FLAGS.exec(pattern) ?? [];
  const own = pattern.slice(leading.length);
  const plain = new RegExp(own, flags + [...new Set(leading.replaceAll(/[^ims]/g, ""))].join(""));
  // At its start, and up to its end, which is not that of a line.
  const expression = flags === "y" ? new RegExp(`(?:${own})(?![^])`, plain.flags) : plain;
  const count = (signs: RegExp): number => own.match(signs)?.length ?? 0;
  const [quantifiers, choices] = [count(/[*+?{]/g), count(/\|/g)];
  const isHarmless = (text: string): boolean =>
    quantifiers === 0 ? choices <= FEW_CHOICES : quantifiers === 1 && choices === 0 && text.length <= SHORT_TEXT_CHARS;
  return {
    on: (text, run) => {
      const fromStart = (): ReturnType<typeof run> => {
        expression.lastIndex = 0;
        return run(expression);
      };
      return isHarmless(text) ? fromStart() : interruptibly(WITHIN_MS, fromStart);
    },
  };
}
