import { Cursor } from "./cursor.ts";
import { parseExpression, parseReferenceRest } from "./parse-expression.ts";
import type { Branch, Expression, Node, Nodes, Reference } from "./syntax.ts";

const MACRO_NAME = /#(?:macro|\{macro\})[ \t\r\n]*\([ \t\r\n]*([A-Za-z_]\w*)/g;

/**
 * Parses a template as Velocity 1.7 does, whose grammar says which white space directives swallow.
 * https://github.com/apache/velocity-engine/blob/1.7.x/src/parser/Parser.jjt
 * @throws TemplateFault
 */
export function parseTemplate(text: string): Nodes {
  const macros = new Set([...text.matchAll(MACRO_NAME)].map(([, name = ""]) => name));
  return parseNodes(new Cursor(text, { macros, parseText: parseNodes }));
}

/** Everything up to the end of the text. */
function parseNodes(cursor: Cursor): Nodes {
  const nodes = parseBlock(cursor);
  if (!cursor.isAtEnd) throw cursor.fault("no directive that ends a block");
  return nodes;
}

/** Everything up to a directive that ends a block, which is left standing, or to the end. */
function parseBlock(cursor: Cursor): Nodes {
  const nodes: Node[] = [];
  while (!cursor.isAtEnd && !cursor.look(BLOCK_END)) {
    const node = parseNode(cursor);
    if (node) nodes.push(node);
  }
  return nodes;
}

const BLOCK_END = /#(?:(?:end|else|elseif)(?!\w)|\{(?:end|else|elseif)\})/y;

const TEXT = /[^$#\\]+|[^]/y;
/** Spaces in front go along only where nothing but a directive or a reference stands before them. */
const SET = /[ \t]*#(?:set|\{set\})[ ]*\(/y;
/** No more backslashes than anybody writes: each is looked at as often as there are some behind it. */
const REFERENCE = /(\\{0,99})(\$\\{0,99}!?(\{?))([A-Za-z_][\w-]*)/y;
const COMMENT = /##[^\r\n]*(?:\r\n|\r|\n)?|#\*[^]*?(?:\*#|$)/y;
const VERBATIM = /#\[\[([^]*?)(?:\]\]#|$)/y;
const DIRECTIVE = /(\\{0,99})#(?:\{([A-Za-z_]\w*)\}|(@?[A-Za-z_]\w*))/y;
/** What a directive's last parenthesis, `#else` and `#end` swallow. */
const REST_OF_LINE = /(?:[ \t]*(?:\r\n|\r|\n))?/y;
const PARENTHESIS = /[ \t\r\n]*\(/y;

function parseNode(cursor: Cursor): Node | undefined {
  if (cursor.take(SET)) return parseSet(cursor);
  const reference = cursor.look(REFERENCE);
  if (reference) return parseReference(cursor, reference);
  if (cursor.take(COMMENT)) return undefined;
  const verbatim = cursor.take(VERBATIM)?.[1];
  if (verbatim !== undefined) return { kind: "text", text: verbatim };
  const directive = cursor.look(DIRECTIVE);
  if (directive) return parseDirective(cursor, directive);
  return { kind: "text", text: cursor.take(TEXT)?.[0] ?? "" };
}

function parseReference(cursor: Cursor, [match, escapes = "", , brace, name = ""]: RegExpExecArray): Node {
  const start = cursor.at + escapes.length;
  cursor.at += match.length;
  const reference = parseReferenceRest(cursor, name, brace === "{");
  return { kind: "reference", reference, source: cursor.text.slice(start, cursor.at), escapes: escapes.length };
}

const KNOWN = new Set(["set", "if", "elseif", "else", "end", "foreach", "macro", "define", "break", "stop"]);

function parseDirective(cursor: Cursor, [match, escapes = "", braced, plain]: RegExpExecArray): Node | undefined {
  const name = braced ?? plain ?? "";
  const isKnown = KNOWN.has(name) || cursor.grammar.macros.has(name.replace("@", ""));
  if (isKnown && escapes.length % 2 === 1) {
    cursor.at += match.length;
    return { kind: "text", text: match.slice((escapes.length + 1) / 2) };
  }
  if (isKnown && escapes !== "") {
    cursor.at += escapes.length;
    return { kind: "text", text: escapes.slice(escapes.length / 2) };
  }
  cursor.at += match.length;
  return (isKnown ? parseKnown(cursor, name) : undefined) ?? { kind: "text", text: match };
}

/** `undefined`: what looks like a directive is text, since nothing stands in parentheses behind it. */
function parseKnown(cursor: Cursor, name: string): Node | undefined {
  if (name === "break" || name === "stop") return { kind: name };
  if (!cursor.take(PARENTHESIS)) {
    if (name === "if") throw cursor.fault('"("');
    return undefined;
  }
  return cursor.nested(() => parseWithArguments(cursor, name));
}

function parseWithArguments(cursor: Cursor, name: string): Node {
  switch (name) {
    case "set":
      return parseSet(cursor);
    case "if":
      return parseIf(cursor);
    case "foreach":
      return parseForeach(cursor);
    case "define": {
      const target = parseTarget(cursor);
      closeDirective(cursor);
      return { kind: "define", name: target.name, body: parseBody(cursor) };
    }
    case "macro":
      return parseMacro(cursor);
    default: {
      const args = parseArguments(cursor);
      if (!name.startsWith("@")) return { kind: "call", name, args };
      return { kind: "call", name: name.slice(1), args, body: parseBody(cursor) };
    }
  }
}

function parseSet(cursor: Cursor): Node {
  const target = parseTarget(cursor);
  cursor.expect("=");
  const value = parseExpression(cursor);
  closeDirective(cursor);
  return { kind: "set", target, value };
}

function parseTarget(cursor: Cursor): Reference {
  const target = parseExpression(cursor);
  if (target.kind !== "reference") throw cursor.fault("a reference");
  return target;
}

function parseIf(cursor: Cursor): Node {
  const branches: Branch[] = [];
  let condition: Expression | undefined = parseExpression(cursor);
  closeDirective(cursor);
  for (;;) {
    branches.push({ ...(condition && { condition }), body: parseBlock(cursor) });
    const ender = takeEnder(cursor);
    if (ender === "end") return { kind: "if", branches };
    if (condition === undefined) throw cursor.fault("#end");
    if (ender === "else") {
      cursor.take(REST_OF_LINE);
      condition = undefined;
      continue;
    }
    if (!cursor.take(PARENTHESIS)) throw cursor.fault('"("');
    condition = parseExpression(cursor);
    closeDirective(cursor);
  }
}

function takeEnder(cursor: Cursor): string {
  const ender = cursor.take(BLOCK_END)?.[0].replaceAll(/[#{}]/g, "");
  if (ender === undefined) throw cursor.fault("#end");
  if (ender === "end") cursor.take(REST_OF_LINE);
  return ender;
}

function parseForeach(cursor: Cursor): Node {
  const { name: variable } = parseTarget(cursor);
  cursor.skipSpace();
  if (!cursor.take(/in\b/y)) throw cursor.fault('"in"');
  const items = parseExpression(cursor);
  closeDirective(cursor);
  return { kind: "foreach", variable, items, body: parseBody(cursor) };
}

function parseMacro(cursor: Cursor): Node {
  cursor.skipSpace();
  const name = cursor.take(/[A-Za-z_]\w*/y)?.[0];
  if (name === undefined) throw cursor.fault("the name of a macro");
  const parameters = parseArguments(cursor).map((parameter) => {
    if (parameter.kind !== "reference") throw cursor.fault("names of parameters");
    return parameter.name;
  });
  return { kind: "macro", name, parameters, body: parseBody(cursor) };
}

/** Arguments of a macro: with or without commas. */
function parseArguments(cursor: Cursor): readonly Expression[] {
  const args: Expression[] = [];
  while (cursor.accept(",") || !cursor.look(/[ \t\r\n]*\)/y)) args.push(parseExpression(cursor));
  closeDirective(cursor);
  return args;
}

function closeDirective(cursor: Cursor): void {
  cursor.expect(")");
  cursor.take(REST_OF_LINE);
}

function parseBody(cursor: Cursor): Nodes {
  const body = parseBlock(cursor);
  if (takeEnder(cursor) !== "end") throw cursor.fault("#end");
  return body;
}
