import type { Path } from "../expression/index.ts";
import { notWellFormed, type Position, problemAt } from "./statement-errors.ts";
import type { PathNode } from "./syntax.ts";
import { type Token, tokenize } from "./token.ts";

/** A list index is a Java int. */
const MAX_INDEX = 2 ** 31 - 1;
/** Enclosures inside of one another: more than any value or condition needs, and the stack is finite. */
const MAX_DEPTH = 400;

/** Reads a statement from left to right. */
export class StatementReader {
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;
  /** How many `?` were read. */
  parameters = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  get next(): Token {
    const token = this.#tokens[this.#index];
    if (token === undefined) throw new Error("The end is never stepped over.");
    return token;
  }

  get position(): Position {
    return this.next.position;
  }

  /** Whether the next tokens are of these classes. */
  at(...classes: readonly string[]): boolean {
    return classes.every((is, ahead) => this.#tokens[this.#index + ahead]?.is === is);
  }

  /** Steps over the next tokens if they are of these classes. */
  accept(...classes: readonly string[]): boolean {
    if (!this.at(...classes)) return false;
    this.#index += classes.length;
    return true;
  }

  take(): Token {
    const token = this.next;
    this.#index += 1;
    return token;
  }

  /** @param problem what AWS says where something else comes next */
  expect(is: string, problem: string): Token {
    if (!this.at(is)) throw notWellFormed(problem);
    return this.take();
  }

  /** Reads what is between two symbols, the first of which was read. */
  enclosed<Node>(end: string, name: string, read: () => Node): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw notWellFormed();
    const node = read();
    this.expect(end, `Expected ${name}`);
    this.#depth -= 1;
    return node;
  }

  /** `a`, `a.b`, `a[0]`, … */
  path(): PathNode {
    const { text, position } = this.expect("name", "Expected identifier for simple path");
    const steps: (string | number)[] = [];
    for (;;) {
      if (this.accept(".")) steps.push(this.#member());
      else if (this.accept("[")) steps.push(this.enclosed("]", "RIGHT_BRACKET", () => this.#element()));
      else return { type: "path", path: [text, ...steps] satisfies Path, position };
    }
  }

  #member(): string {
    if (this.at("*")) throw notWellFormed("Unpivot path component like a.*.b are not supported");
    return this.expect("name", "Invalid path dot component").text;
  }

  #element(): string | number {
    if (this.at("string")) return this.take().text;
    let isNegative = false;
    while (this.at("-") || this.at("+")) isNegative = this.take().is === "-" ? !isNegative : isNegative;
    const { text, position } = this.expect("number", "Unexpected term");
    const index = Number(text) * (isNegative ? -1 : 1);
    if (index < 0 || index > MAX_INDEX || !Number.isInteger(index)) {
      throw problemAt(
        `List index is not within the allowable range; index: [${isNegative ? "-" : ""}${text}]`,
        position,
      );
    }
    return index === 0 ? 0 : index;
  }
}
