import { TemplateFault } from "../template.ts";

/** Filters within filters within paths. */
const MAX_DEPTH = 50;

/** Where in a path its parser is. */
export class Reader {
  readonly text: string;
  at = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Takes what a sticky expression matches here. */
  take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text) ?? undefined;
    if (match) this.at += match[0].length;
    return match;
  }

  expect(expression: RegExp): void {
    if (!this.take(expression)) throw this.fault();
  }

  nested<Result>(parse: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.fault();
    const result = parse();
    this.#depth -= 1;
    return result;
  }

  fault(): TemplateFault {
    return new TemplateFault(`Could not compile the path ${this.text}: see character ${this.at}.`);
  }
}
