import { unitOf } from "../values/period.ts";
import { type Span, unexpectedSymbol } from "./malformed.ts";

/** The smallest part of a query; behind the last there is an `end`. */
export type Token = Span & {
  readonly kind: TokenKind;
  /** What it means: a string without its quotes. */ readonly text: string;
};

export type TokenKind = "word" | "quoted name" | "string" | "number" | "period" | "regex" | "sign" | "end";

const SPACE_OR_COMMENT = /(?:\s+|#[^\n]*)+/y;
const PARTS: readonly (readonly [TokenKind, RegExp])[] = [
  ["word", /[A-Za-z_@$][\w@$]*(?:\.(?:[\w@$]+|`[^`]+`))*/y],
  ["quoted name", /`[^`]+`(?:\.(?:[\w@$]+|`[^`]+`))*/y],
  ["string", /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y],
  ["period", /\d+[A-Za-z]+/y],
  ["number", /\d+(?:\.\d+)?|\.\d+/y],
  ["sign", /=~|!=|<=|>=|[=<>+\-*/%^(),|[\]]/y],
];
const REGEX = /\/((?:[^/\\\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+)\//y;

/** So many expressions in one another: more would be a stack too deep. */
const MOST_NESTED = 200;

/** Goes through a query token by token. What a slash begins, only the parser knows. */
export class Tokens {
  readonly query: string;
  #next: Token;
  #nested = 0;

  constructor(query: string) {
    this.query = query;
    this.#next = this.#read(0);
  }

  get next(): Token {
    return this.#next;
  }

  take(): Token {
    const token = this.#next;
    this.#next = this.#read(token.to);
    return token;
  }

  /** A regular expression, where the next sign begins one. */
  takeRegex(): Token | undefined {
    const { from, kind, text } = this.#next;
    if (kind !== "sign" || text !== "/") return undefined;
    REGEX.lastIndex = from;
    const found = REGEX.exec(this.query);
    if (found === null) throw this.unexpected();
    const to = from + found[0].length;
    this.#next = this.#read(to);
    return { kind: "regex", text: (found[1] ?? "").replaceAll("\\/", "/"), from, to };
  }

  /** Whether this comes next, a sign or a word in any case; it is then passed. */
  accept(text: string): boolean {
    const isNext = this.isNext(text);
    if (isNext) this.take();
    return isNext;
  }

  isNext(text: string): boolean {
    const { kind, text: found } = this.#next;
    return (kind === "sign" || kind === "word") && found.toLowerCase() === text;
  }

  /** @throws AwsError MalformedQueryException where it does not come next */
  expect(text: string): Token {
    if (!this.isNext(text)) throw this.unexpected();
    return this.take();
  }

  /**
   * Parses what may be in itself.
   * @throws AwsError MalformedQueryException where it is so too often
   */
  nest<Parsed>(parse: () => Parsed): Parsed {
    this.#nested += 1;
    if (this.#nested > MOST_NESTED) throw this.unexpected();
    const parsed = parse();
    this.#nested -= 1;
    return parsed;
  }

  unexpected(token: Token = this.#next): Error {
    return unexpectedSymbol(this.query, token);
  }

  #read(offset: number): Token {
    SPACE_OR_COMMENT.lastIndex = offset;
    const from = SPACE_OR_COMMENT.test(this.query) ? SPACE_OR_COMMENT.lastIndex : offset;
    if (from >= this.query.length) return { kind: "end", text: "", from, to: from };
    for (const [kind, expression] of PARTS) {
      expression.lastIndex = from;
      const text = expression.exec(this.query)?.[0];
      if (text !== undefined) return this.#token(kind, text, from);
    }
    throw unexpectedSymbol(this.query, { from, to: from + 1 });
  }

  #token(kind: TokenKind, text: string, from: number): Token {
    const span = { from, to: from + text.length };
    if (kind === "string") return { kind, text: unescape(text.slice(1, -1)), ...span };
    if (kind === "period" && unitOf(text.replace(/^\d+/, "").toLowerCase()) === undefined)
      throw unexpectedSymbol(this.query, span);
    return { kind, text: kind === "word" || kind === "quoted name" ? text.replaceAll("`", "") : text, ...span };
  }
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

const unescape = (text: string): string =>
  text.replaceAll(/\\([^])/g, (_, char: string) => ESCAPED[char] ?? (/["'\\*]/.test(char) ? char : `\\${char}`));
