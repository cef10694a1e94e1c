import { notImplementedCommand } from "./malformed.ts";
import { parseExpression, parseList, parseOperand, parsePattern } from "./parse-expression.ts";
import { type Token, Tokens } from "./tokens.ts";
import type { Command, Expression, Named, SortKey } from "./tree.ts";

type CommandKind<Kind extends Command["kind"]> = Omit<Extract<Command, { kind: Kind }>, "from" | "to">;
type AnyCommand = { [Kind in Command["kind"]]: CommandKind<Kind> }[Command["kind"]];
type ParseCommand = (tokens: Tokens) => AnyCommand;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
const COMMANDS: Readonly<Record<string, ParseCommand>> = {
  fields: (tokens) => ({ kind: "fields", fields: parseList(tokens, parseNamed) }),
  display: (tokens) => ({ kind: "display", fields: parseList(tokens, parseNamed) }),
  filter: (tokens) => ({ kind: "filter", condition: parseExpression(tokens) }),
  // An index makes it faster there, and the results are the same.
  filterindex: (tokens) => ({ kind: "filter", condition: parseExpression(tokens) }),
  stats: parseStats,
  sort: parseSort,
  limit: parseLimit,
  head: parseLimit,
  dedup: (tokens) => ({ kind: "dedup", fields: parseList(tokens, parseExpression) }),
  parse: parseParse,
  unnest: parseUnnest,
};

const NOT_IMPLEMENTED = new Set([
  "addtotals",
  "anomaly",
  "diff",
  "expand",
  "join",
  "lookup",
  "pattern",
  "relevantfields",
  "source",
  "tail",
]);

/**
 * The commands of a query.
 * @throws AwsError MalformedQueryException, NotImplemented
 */
export function parseQuery(query: string): readonly Command[] {
  const tokens = new Tokens(query);
  // A bar may stand before the first.
  tokens.accept("|");
  const commands = [parseCommand(tokens)];
  while (tokens.accept("|")) {
    const before = commands.at(-1);
    // "The only query command that you can use in a query after the dedup command is limit."
    if (before?.kind === "dedup" && !tokens.isNext("limit")) throw tokens.unexpected();
    commands.push(parseCommand(tokens));
  }
  if (tokens.next.kind !== "end") throw tokens.unexpected();
  return commands;
}

function parseCommand(tokens: Tokens): Command {
  const token = tokens.next;
  if (token.kind !== "word") throw tokens.unexpected();
  const name = token.text.toLowerCase();
  const parse = COMMANDS[name];
  if (parse === undefined) {
    if (NOT_IMPLEMENTED.has(name)) throw notImplementedCommand(name);
    throw tokens.unexpected();
  }
  tokens.take();
  return { ...parse(tokens), from: token.from, to: tokens.next.from };
}

/** An expression, with a name of its own or as it is written. */
function parseNamed(tokens: Tokens): Named {
  const expression = parseExpression(tokens);
  if (tokens.accept("as")) return { expression, name: parseName(tokens) };
  const written = tokens.query.slice(expression.from, expression.to);
  return { expression, name: expression.kind === "field" ? expression.name : written };
}

function parseName(tokens: Tokens): string {
  const { kind, text } = tokens.next;
  if (kind !== "word" && kind !== "quoted name") throw tokens.unexpected();
  tokens.take();
  return text;
}

function parseStats(tokens: Tokens): CommandKind<"stats"> {
  const results = parseList(tokens, parseNamed);
  return { kind: "stats", results, by: tokens.accept("by") ? parseList(tokens, parseNamed) : [] };
}

function parseSort(tokens: Tokens): CommandKind<"sort"> {
  tokens.accept("by");
  return { kind: "sort", keys: parseList(tokens, parseSortKey) };
}

function parseSortKey(tokens: Tokens): SortKey {
  const expression = parseExpression(tokens);
  const isDescending = tokens.accept("desc");
  if (!isDescending) tokens.accept("asc");
  return { expression, isDescending };
}

function parseLimit(tokens: Tokens): CommandKind<"limit"> {
  const any = tokens.accept("any");
  const { kind, text } = tokens.next;
  const count = Number(text);
  if (kind !== "number" || !Number.isInteger(count) || count < 1) throw tokens.unexpected();
  tokens.take();
  return { kind: "limit", count, any };
}

function parseParse(tokens: Tokens): CommandKind<"parse"> {
  const of = startsPattern(tokens.next) ? messageAt(tokens.next) : parseOperand(tokens);
  const pattern = parsePattern(tokens);
  return { kind: "parse", of, pattern, names: tokens.accept("as") ? parseList(tokens, parseName) : [] };
}

const startsPattern = ({ kind, text }: Token): boolean => kind === "string" || (kind === "sign" && text === "/");

/** Without a field, it is the message that is parsed. */
const messageAt = ({ from }: Token): Expression => ({ kind: "field", name: "@message", from, to: from });

function parseUnnest(tokens: Tokens): CommandKind<"unnest"> {
  const of = parseExpression(tokens);
  tokens.expect("into");
  return { kind: "unnest", of, name: parseName(tokens) };
}
