import type { AwsError } from "@skylab/aws";
import { invalidExpression, type ExpressionKind } from "./kind.ts";
import type { OperandNode, PathNode, Step } from "./syntax.ts";
import { tokenize, type Token } from "./token.ts";

/** Operators and functions in one expression. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const MAX_OPERATORS = 300;
/** Deeper parentheses cannot all be needed, as each needed pair takes an operator; and the stack is finite. */
const MAX_PARENTHESES = MAX_OPERATORS + 10;

/** Reads an expression from left to right; holds the grammar that all kinds of expressions share. */
export class TokenReader {
  readonly #kind: ExpressionKind;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #position = 0;
  #operators = 0;
  #depth = 0;
  /** Where the last closed parentheses stand. */
  #closed = { open: -1, close: -1 };

  constructor(kind: ExpressionKind, text: string, keywords: ReadonlySet<string>) {
    this.#kind = kind;
    this.#text = text;
    this.#tokens = tokenize(text, keywords);
  }

  /** Whether the next token is of this class. */
  at(is: string): boolean {
    return this.#next.is === is;
  }

  /** Steps over the next token if it is of this class. */
  accept(is: string): boolean {
    if (!this.at(is)) return false;
    this.#position += 1;
    return true;
  }

  /** Steps over the next token, which must be of this class. */
  expect(is: string): string {
    const token = this.#next;
    if (token.is !== is) throw this.unexpected();
    this.#position += 1;
    return token.text;
  }

  /** The error for the next token, with the tokens around it as they were written. */
  unexpected(): AwsError {
    const token = this.#next;
    const before = this.#tokens[this.#position - 1] ?? token;
    const after = this.#tokens[this.#position + 1] ?? token;
    const near = this.#text.slice(before.start, after.end).trim();
    return invalidExpression(this.#kind, `Syntax error; token: "${token.text}", near: "${near}"`);
  }

  /** Counts an operator or a function. AWS stops at the first too many, so its count is always 301. */
  countOperator(): void {
    this.#operators += 1;
    if (this.#operators > MAX_OPERATORS) {
      const count = MAX_OPERATORS + 1;
      throw invalidExpression(this.#kind, `The expression contains too many operators; operator count: ${count}`);
    }
  }

  /** Reads `(` … `)`. Two pairs around the same thing are an error, even before a syntax error further on. */
  enclosed<Node>(read: () => Node): Node {
    const open = this.#position;
    this.expect("(");
    this.#depth += 1;
    if (this.#depth > MAX_PARENTHESES) throw this.#redundant();
    const node = read();
    const close = this.#position;
    this.expect(")");
    this.#depth -= 1;
    if (this.#closed.open === open + 1 && this.#closed.close === close - 1) throw this.#redundant();
    this.#closed = { open, close };
    return node;
  }

  list<Node>(read: () => Node): [Node, ...Node[]] {
    const nodes: [Node, ...Node[]] = [read()];
    while (this.accept(",")) nodes.push(read());
    return nodes;
  }

  operand(): OperandNode {
    if (this.at("(")) return this.pathOn(this.enclosed(() => this.operand()));
    if (this.at("value")) return { type: "value", name: this.expect("value") };
    if (this.at("name") && this.#tokens[this.#position + 1]?.is === "(") return this.#call();
    return this.path();
  }

  path(): PathNode {
    return this.#steps([this.#member()]);
  }

  /** `(a).b` goes on where the parentheses end. */
  pathOn<Node extends { readonly type: string }>(node: Node): Node | PathNode {
    return isPath(node) ? this.#steps(node.steps) : node;
  }

  #steps(first: readonly Step[]): PathNode {
    const steps = [...first];
    for (;;) {
      if (this.accept(".")) steps.push(this.#member());
      else if (this.accept("[")) {
        steps.push({ index: this.expect("index") });
        this.expect("]");
      } else return { type: "path", steps };
    }
  }

  #member(): Step {
    return this.at("alias") ? { alias: this.expect("alias") } : { name: this.expect("name") };
  }

  #call(): OperandNode {
    const name = this.expect("name");
    this.countOperator();
    this.expect("(");
    const operands = this.list(() => this.operand());
    this.expect(")");
    return { type: "call", name, operands };
  }

  #redundant(): AwsError {
    return invalidExpression(this.#kind, "The expression has redundant parentheses;");
  }

  get #next(): Token {
    const token = this.#tokens[this.#position];
    if (token === undefined) throw new Error("The end is never stepped over.");
    return token;
  }
}

const isPath = (node: { readonly type: string }): node is PathNode => node.type === "path";
