import { unitOf } from "../values/period.ts";
import type { Token, Tokens } from "./tokens.ts";
import type { Expression, LikePattern, Operator } from "./tree.ts";

/** An expression, as far as it goes. */
export const parseExpression = (tokens: Tokens): Expression => parseOr(tokens);

function parseOr(tokens: Tokens): Expression {
  let left = parseAnd(tokens);
  while (tokens.accept("or")) left = operation("or", left, parseAnd(tokens));
  return left;
}

function parseAnd(tokens: Tokens): Expression {
  let left = parseNot(tokens);
  while (tokens.accept("and")) left = operation("and", left, parseNot(tokens));
  return left;
}

const parseNot = (tokens: Tokens): Expression =>
  tokens.nest(() => {
    if (!tokens.isNext("not")) return parseComparison(tokens);
    const { from } = tokens.take();
    const of = parseNot(tokens);
    return { kind: "not", of, from, to: of.to };
  });

const COMPARISONS: readonly Operator[] = ["=", "!=", "<=", ">=", "<", ">"];

function parseComparison(tokens: Tokens): Expression {
  const left = parseSum(tokens);
  const operator = COMPARISONS.find((one) => tokens.accept(one));
  if (operator !== undefined) return operation(operator, left, parseSum(tokens));
  const isNegated = tokens.accept("not");
  const asked = parseLikeOrIn(tokens, left);
  if (asked === undefined && isNegated) throw tokens.unexpected();
  const found = asked ?? left;
  return isNegated ? { kind: "not", of: found, from: found.from, to: found.to } : found;
}

function parseLikeOrIn(tokens: Tokens, of: Expression): Expression | undefined {
  if (tokens.accept("like") || tokens.accept("=~")) {
    const pattern = parsePattern(tokens);
    return { kind: "like", of, pattern, from: of.from, to: pattern.to };
  }
  if (!tokens.accept("in")) return undefined;
  tokens.expect("[");
  const among = parseList(tokens, parseExpression);
  const { to } = tokens.expect("]");
  return { kind: "in", of, among, from: of.from, to };
}

/** A text in quotes or a regular expression in slashes. */
export function parsePattern(tokens: Tokens): LikePattern {
  const regex = tokens.takeRegex();
  if (regex !== undefined) return { regex: regex.text, from: regex.from, to: regex.to };
  if (tokens.next.kind !== "string") throw tokens.unexpected();
  const { from, text, to } = tokens.take();
  return { text, from, to };
}

export function parseList<Item>(tokens: Tokens, parseItem: (tokens: Tokens) => Item): readonly Item[] {
  const items = [parseItem(tokens)];
  while (tokens.accept(",")) items.push(parseItem(tokens));
  return items;
}

function parseSum(tokens: Tokens): Expression {
  let left = parseProduct(tokens);
  for (;;) {
    const operator = (["+", "-"] as const).find((one) => tokens.accept(one));
    if (operator === undefined) return left;
    left = operation(operator, left, parseProduct(tokens));
  }
}

function parseProduct(tokens: Tokens): Expression {
  let left = parsePower(tokens);
  for (;;) {
    const operator = (["*", "/", "%"] as const).find((one) => tokens.accept(one));
    if (operator === undefined) return left;
    left = operation(operator, left, parsePower(tokens));
  }
}

function parsePower(tokens: Tokens): Expression {
  const left = parseSigned(tokens);
  return tokens.accept("^") ? operation("^", left, parseSigned(tokens)) : left;
}

function parseSigned(tokens: Tokens): Expression {
  if (!tokens.isNext("-")) return parseOperand(tokens);
  const { from } = tokens.take();
  const of = parseOperand(tokens);
  return { kind: "minus", of, from, to: of.to };
}

/** A value, and what is taken out of it: `list[0]`. */
export function parseOperand(tokens: Tokens): Expression {
  let of = parsePrimary(tokens);
  while (tokens.accept("[")) {
    const { kind, text } = tokens.next;
    if (kind !== "number" && kind !== "string") throw tokens.unexpected();
    tokens.take();
    const { to } = tokens.expect("]");
    of = { kind: "member", of, key: kind === "number" ? Number(text) : text, from: of.from, to };
  }
  return of;
}

function parsePrimary(tokens: Tokens): Expression {
  if (tokens.accept("(")) {
    const inside = parseExpression(tokens);
    tokens.expect(")");
    return inside;
  }
  const token = tokens.next;
  const { from, kind, text, to } = token;
  switch (kind) {
    case "number":
      tokens.take();
      return { kind: "literal", value: Number(text), from, to };
    case "string":
      tokens.take();
      return { kind: "literal", value: text, from, to };
    case "period":
      tokens.take();
      return periodOf(tokens, token);
    case "quoted name":
      tokens.take();
      return { kind: "field", name: text, from, to };
    case "word":
      return parseWord(tokens);
    default:
      throw tokens.unexpected();
  }
}

function periodOf(tokens: Tokens, token: Token): Expression {
  const [, count = "", name = ""] = /^(\d+)(\D+)$/.exec(token.text) ?? [];
  const unit = unitOf(name.toLowerCase());
  if (unit === undefined || Number(count) === 0) throw tokens.unexpected(token);
  return { kind: "period", period: { count: Number(count), unit }, from: token.from, to: token.to };
}

/** Words of the language; a field of such a name is written in backticks. */
const RESERVED = new Set(["and", "or", "not", "in", "like", "as", "by", "asc", "desc"]);

function parseWord(tokens: Tokens): Expression {
  const token = tokens.take();
  const { from, text, to } = token;
  const word = text.toLowerCase();
  if (RESERVED.has(word)) throw tokens.unexpected(token);
  if (tokens.isNext("(") && /^\w+$/.test(text)) return parseCall(tokens, token);
  if (word === "true" || word === "false") return { kind: "literal", value: word === "true", from, to };
  return { kind: "field", name: text, from, to };
}

function parseCall(tokens: Tokens, { from, text }: Token): Expression {
  tokens.expect("(");
  const args = tokens.isNext(")") ? [] : parseList(tokens, parseArgument);
  const { to } = tokens.expect(")");
  return { kind: "call", name: text.toLowerCase(), args, from, to };
}

function parseArgument(tokens: Tokens): Expression {
  if (!tokens.isNext("*")) return parseExpression(tokens);
  const { from, to } = tokens.take();
  return { kind: "everything", from, to };
}

const operation = (operator: Operator, left: Expression, right: Expression): Expression => ({
  kind: "operation",
  operator,
  left,
  right,
  from: left.from,
  to: right.to,
});
