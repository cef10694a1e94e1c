import { selectError, type SelectErrorCode } from "../errors.ts";
import { MAX_DEPTH, MAX_OPERATORS } from "../limits.ts";
import type { Name } from "./syntax.ts";
import { type Token, tokenize } from "./tokens.ts";

/** Words that are no names where they are not in quotes. */
const RESERVED: ReadonlySet<string> = new Set(
  `ALL AND AS BETWEEN BY CASE CAST DISTINCT ELSE END ESCAPE FROM GROUP HAVING IN IS JOIN LEFT LIKE LIMIT NOT NULL ON OR ORDER
  SELECT THEN UNION WHEN WHERE`.split(/\s+/),
);

/** Goes through the tokens of an expression, and sees to it that what is made of them can be walked without end of stack. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #operators = 0;
  #depth = 0;

  constructor(expression: string) {
    this.#tokens = tokenize(expression);
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? { kind: "end" };
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  isWord(upper: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "word" && token.upper === upper;
  }

  isSymbol(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "symbol" && token.text === text;
  }

  /** Goes over a word or a symbol, where it is the next. */
  takeWord(upper: string): boolean {
    const isNext = this.isWord(upper);
    if (isNext) this.#at += 1;
    return isNext;
  }

  takeSymbol(text: string): boolean {
    const isNext = this.isSymbol(text);
    if (isNext) this.#at += 1;
    return isNext;
  }

  expectWord(upper: string, otherwise: SelectErrorCode): void {
    if (!this.takeWord(upper)) throw selectError(otherwise);
  }

  expectSymbol(text: string, otherwise: SelectErrorCode): void {
    if (!this.takeSymbol(text)) throw selectError(otherwise);
  }

  /** A name, where one is next. */
  takeName(): Name | undefined {
    const token = this.peek();
    if (token.kind === "quoted") {
      this.#at += 1;
      return { text: token.text, isQuoted: true };
    }
    if (token.kind !== "word" || RESERVED.has(token.upper)) return undefined;
    this.#at += 1;
    return { text: token.text, isQuoted: false };
  }

  countOperator(): void {
    this.#operators += 1;
    if (this.#operators > MAX_OPERATORS) throw selectError("MaxOperatorsExceeded");
  }

  /** What is inside of something. */
  nested<Result>(read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw selectError("MaxOperatorsExceeded");
    const result = read();
    this.#depth -= 1;
    return result;
  }
}
