import type { Nodes } from "./syntax.ts";
import { TemplateFault } from "./template.ts";

/** Deeper than anybody writes: blocks in blocks, parentheses in parentheses, strings in strings. */
const MAX_DEPTH = 100;

/** What holds everywhere in a template. */
export type Grammar = {
  /** The names of the template's macros: only what calls one of them is a call. */
  readonly macros: ReadonlySet<string>;
  /** Parses a text, which strings hold, too. */
  readonly parseText: (cursor: Cursor) => Nodes;
};

/** Where in a template its parser is. */
export class Cursor {
  readonly text: string;
  readonly grammar: Grammar;
  at = 0;
  #depth: number;

  constructor(text: string, grammar: Grammar, depth = 0) {
    this.text = text;
    this.grammar = grammar;
    this.#depth = depth;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** What a sticky expression matches here, without taking it. */
  look(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    return expression.exec(this.text) ?? undefined;
  }

  /** Takes what a sticky expression matches here. */
  take(expression: RegExp): RegExpExecArray | undefined {
    const match = this.look(expression);
    if (match) this.at += match[0].length;
    return match;
  }

  skipSpace(): void {
    this.take(SPACE);
  }

  /** Whether the text goes on so, behind spaces; takes it then. */
  accept(text: string): boolean {
    this.skipSpace();
    const goesOn = this.text.startsWith(text, this.at);
    if (goesOn) this.at += text.length;
    return goesOn;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw this.fault(`"${text}"`);
  }

  fault(expected: string): TemplateFault {
    const before = this.text.slice(0, this.at).split("\n");
    const column = (before.at(-1)?.length ?? 0) + 1;
    return new TemplateFault(`Expected ${expected} at line ${before.length}, column ${column} of the template.`);
  }

  /** Parses something within something. */
  nested<Result>(parse: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new TemplateFault("The template is nested too deeply.");
    const result = parse();
    this.#depth -= 1;
    return result;
  }

  /** Parses a string of the template as a template. */
  parseWithin(text: string): Nodes {
    return this.nested(() => this.grammar.parseText(new Cursor(text, this.grammar, this.#depth)));
  }
}

const SPACE = /[ \t\r\n]*/y;
