import { ANY, type CharRange, type CharSet, CLASSES, ignoreCase, negate, oneChar, union } from "./char-set.ts";

/** What a regular expression is made of. */
export type RegexNode =
  | { readonly kind: "char"; readonly set: CharSet }
  | { readonly kind: "assert"; readonly what: Assertion }
  | { readonly kind: "all"; readonly parts: readonly RegexNode[] }
  | { readonly kind: "any"; readonly parts: readonly RegexNode[] }
  | {
      readonly kind: "repeat";
      readonly part: RegexNode;
      readonly min: number;
      /** Infinity: any number. */
      readonly max: number;
      readonly isLazy: boolean;
    }
  | { readonly kind: "group"; readonly part: RegexNode; readonly index: number };

export type Assertion = "start" | "end" | "boundary" | "no boundary";

export type ParsedRegex = { readonly root: RegexNode; readonly groups: readonly RegexGroup[] };

/** A group that captures. */
export type RegexGroup = { readonly name: string | undefined };

/** What a regular expression is refused for, in plain words. */
export class RegexError extends Error {}

/** Parses a regular expression: no backreferences, and nothing that looks ahead or behind. */
export function parseRegex(source: string): ParsedRegex {
  const parser = new RegexParser(source);
  const root = parser.readAlternatives();
  if (!parser.isAtEnd) throw new RegexError("a parenthesis is not opened");
  return { root, groups: parser.groups };
}

const ESCAPES: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, "0": 0, a: 7, e: 27 };

/** Deeper would be a stack too deep to compile. */
const MOST_NESTED = 200;

class RegexParser {
  readonly groups: RegexGroup[] = [];
  readonly #source: string;
  #at = 0;
  #depth = 0;
  #ignoresCase = false;

  constructor(source: string) {
    this.#source = source;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  readAlternatives(): RegexNode {
    this.#depth += 1;
    if (this.#depth > MOST_NESTED) throw new RegexError("groups are nested too deeply");
    const parts = [this.#readAll()];
    while (this.#take("|")) parts.push(this.#readAll());
    this.#depth -= 1;
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: "any", parts };
  }

  #readAll(): RegexNode {
    const parts: RegexNode[] = [];
    while (!this.isAtEnd && !this.#isNext("|") && !this.#isNext(")")) {
      const part = this.#readOne();
      if (part !== undefined) parts.push(this.#readTimes(part));
    }
    return { kind: "all", parts };
  }

  /** `undefined`: it was a flag, which matches nothing itself. */
  #readOne(): RegexNode | undefined {
    if (this.#take("(")) return this.#readGroup();
    if (this.#take("[")) return this.#char(this.#readSet());
    if (this.#take("^")) return { kind: "assert", what: "start" };
    if (this.#take("$")) return { kind: "assert", what: "end" };
    if (this.#take(".")) return { kind: "char", set: ANY };
    if (this.#take("\\")) return this.#readEscape();
    const char = this.#source.charAt(this.#at);
    if ("*+?".includes(char)) throw new RegexError(`nothing stands before ${char}`);
    this.#at += 1;
    return this.#char(oneChar(char.charCodeAt(0)));
  }

  #char(set: CharSet): RegexNode {
    return { kind: "char", set: this.#ignoresCase ? ignoreCase(set) : set };
  }

  #readGroup(): RegexNode | undefined {
    const [whole = "", name, flags, end] = this.#match(/\?(?:P?<([A-Za-z]\w*)>|([imsux]*)([:)]))/y) ?? [];
    if (whole === "" && this.#isNext("?")) throw new RegexError("what looks ahead or behind is not taken");
    const before = this.#ignoresCase;
    if (flags?.includes("i")) this.#ignoresCase = true;
    // It holds for what follows.
    if (end === ")") return undefined;
    const isCapturing = end === undefined;
    const index = isCapturing ? this.groups.push({ name }) : 0;
    const part = this.readAlternatives();
    if (!this.#take(")")) throw new RegexError("a parenthesis is not closed");
    this.#ignoresCase = before;
    return isCapturing ? { kind: "group", part, index } : part;
  }

  #readEscape(): RegexNode {
    if (this.#take("b")) return { kind: "assert", what: "boundary" };
    if (this.#take("B")) return { kind: "assert", what: "no boundary" };
    if (this.#take("A")) return { kind: "assert", what: "start" };
    if (this.#match(/[zZ]/y) !== undefined) return { kind: "assert", what: "end" };
    if (this.#match(/[1-9k]/y) !== undefined) throw new RegexError("references to groups are not taken");
    return this.#char(this.#readEscapedSet());
  }

  /** What stands behind a backslash, in a set or outside. */
  #readEscapedSet(): CharSet {
    const [, two, four] = this.#match(/x([\da-fA-F]{2})|u([\da-fA-F]{4})/y) ?? [];
    const code = two ?? four;
    if (code !== undefined) return oneChar(Number.parseInt(code, 16));
    const letter = this.#source.charAt(this.#at);
    if (letter === "") throw new RegexError("nothing stands behind the last backslash");
    this.#at += 1;
    const known = ESCAPES[letter];
    if (known !== undefined) return oneChar(known);
    const set = CLASSES[letter];
    if (set === undefined && /[A-Za-z]/.test(letter)) throw new RegexError(`\\${letter} is not known`);
    return set ?? oneChar(letter.charCodeAt(0));
  }

  #readSet(): CharSet {
    const isNegated = this.#take("^");
    // A bracket that closes stands for itself where it is the first.
    const ranges: CharRange[] = [...this.#readRange()];
    while (!this.#take("]")) ranges.push(...this.#readRange());
    const set = union(ranges);
    const folded = this.#ignoresCase ? ignoreCase(set) : set;
    return isNegated ? negate(folded) : folded;
  }

  #readRange(): CharSet {
    const from = this.#readSetPart();
    const [[first, last] = [0, 0]] = from;
    if (from.length > 1 || first !== last || !this.#isRange()) return from;
    this.#at += 1;
    const to = this.#readSetPart()[0]?.[0] ?? 0;
    if (to < first) throw new RegexError("a range ends before it begins");
    return [[first, to]];
  }

  #isRange(): boolean {
    return this.#isNext("-") && this.#source.charAt(this.#at + 1) !== "]";
  }

  #readSetPart(): CharSet {
    if (this.isAtEnd) throw new RegexError("a bracket is not closed");
    if (this.#take("\\")) return this.#readEscapedSet();
    const code = this.#source.charCodeAt(this.#at);
    this.#at += 1;
    return oneChar(code);
  }

  #readTimes(part: RegexNode): RegexNode {
    const [whole, sign, least, comma, most] = this.#match(/([*+?])|\{(\d+)(,?)(\d*)\}/y) ?? [];
    if (whole === undefined) return part;
    const min = least === undefined ? Number(sign === "+") : Number(least);
    const max = least === undefined ? (sign === "?" ? 1 : Infinity) : mostOf(min, comma, most);
    if (max < min) throw new RegexError("a repetition ends before it begins");
    const isLazy = this.#take("?");
    // What a possessive one would not give back, nothing here takes time for.
    if (!isLazy) this.#take("+");
    return { kind: "repeat", part, min, max, isLazy };
  }

  #isNext(char: string): boolean {
    return this.#source.charAt(this.#at) === char;
  }

  #take(char: string): boolean {
    const isNext = this.#isNext(char);
    if (isNext) this.#at += 1;
    return isNext;
  }

  #match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#source) ?? undefined;
    if (found !== undefined) this.#at = expression.lastIndex;
    return found;
  }
}

const mostOf = (min: number, comma: string | undefined, most: string | undefined): number =>
  comma === "" ? min : most === "" ? Infinity : Number(most);
