import { invalidPattern } from "./refusal.ts";

/** Goes through a pattern from left to right. */
export class Scanner {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    this.#skipSpace();
    return this.#offset === this.#text.length;
  }

  /** Whether this comes next, behind any space; it is then passed. */
  take(literal: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(literal, this.#offset)) return false;
    this.#offset += literal.length;
    return true;
  }

  /** What comes next, behind any space, as far as the expression (sticky) matches it; it is then passed. */
  match(expression: RegExp): RegExpExecArray | undefined {
    this.#skipSpace();
    expression.lastIndex = this.#offset;
    const found = expression.exec(this.#text) ?? undefined;
    if (found !== undefined) this.#offset = expression.lastIndex;
    return found;
  }

  /** @throws PatternError where it does not come next */
  expect(literal: string): void {
    if (!this.take(literal)) throw invalidPattern();
  }

  #skipSpace(): void {
    while (this.#offset < this.#text.length && /\s/.test(this.#text.charAt(this.#offset))) this.#offset += 1;
  }
}
