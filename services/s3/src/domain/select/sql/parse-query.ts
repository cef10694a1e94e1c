import { selectError } from "../errors.ts";
import { MAX_EXPRESSION_BYTES } from "../limits.ts";
import { Cursor } from "./cursor.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseSteps } from "./parse-path.ts";
import type { Expression, From, Query, SelectItem, Selection, Step } from "./syntax.ts";

/**
 * Reads a query: `SELECT … FROM S3Object[*].path AS alias WHERE … LIMIT n`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html
 * @throws AwsError by whose code S3 tells what it does not understand
 */
export function parseQuery(expression: string): Query {
  if (Buffer.byteLength(expression) > MAX_EXPRESSION_BYTES) throw selectError("ExpressionTooLong");
  const cursor = new Cursor(expression);
  if (!cursor.takeWord("SELECT")) throw selectError("ParseUnexpectedToken");
  const select = parseSelection(cursor);
  cursor.expectWord("FROM", "ParseSelectMissingFrom");
  const from = parseFrom(cursor);
  const where = cursor.takeWord("WHERE") ? parseExpression(cursor) : undefined;
  refuseUnsupported(cursor);
  const limit = cursor.takeWord("LIMIT") ? parseLimit(cursor) : undefined;
  cursor.takeSymbol(";");
  if (cursor.peek().kind !== "end") throw selectError("ParseUnexpectedToken");
  return { select, from, where, limit };
}

function parseSelection(cursor: Cursor): Selection {
  if (cursor.isWord("FROM") || cursor.peek().kind === "end") throw selectError("ParseEmptySelect");
  if (cursor.isWord("DISTINCT") || cursor.isWord("ALL")) throw selectError("ParseUnsupportedSelect");
  if (cursor.takeSymbol("*")) {
    if (cursor.isSymbol(",")) throw selectError("ParseAsteriskIsNotAloneInSelectList");
    return { kind: "all" };
  }
  if (takeAliasedStar(cursor)) return { kind: "all" };
  const items: SelectItem[] = [];
  do {
    if (cursor.isSymbol("*")) throw selectError("ParseAsteriskIsNotAloneInSelectList");
    items.push(parseItem(cursor));
  } while (cursor.takeSymbol(","));
  return { kind: "list", items };
}

/** `s.*` */
function takeAliasedStar(cursor: Cursor): boolean {
  const { kind } = cursor.peek();
  const isStar = (kind === "word" || kind === "quoted") && cursor.isSymbol(".", 1) && cursor.isSymbol("*", 2);
  if (!isStar) return false;
  for (let token = 0; token < 3; token++) cursor.next();
  if (cursor.isSymbol(",")) throw selectError("ParseAsteriskIsNotAloneInSelectList");
  return true;
}

function parseItem(cursor: Cursor): SelectItem {
  const expression = parseExpression(cursor);
  if (cursor.takeWord("AS")) {
    const name = cursor.takeName();
    if (name === undefined) throw selectError("ParseExpectedIdentForAlias");
    return { expression, name: name.text };
  }
  return { expression, name: cursor.takeName()?.text ?? nameOf(expression) };
}

/** A column is called in the result what it is called in the object. */
function nameOf(expression: Expression): string | undefined {
  if (expression.kind !== "path") return undefined;
  const last = expression.steps.findLast((step) => step.kind === "member");
  return last === undefined ? expression.root.text : last.name.text;
}

function parseFrom(cursor: Cursor): From {
  const table = cursor.takeName();
  if (table === undefined) throw selectError("ParseUnexpectedToken");
  if (table.text.toUpperCase() !== "S3OBJECT") throw selectError("InvalidDataSource");
  const steps: Step[] = [...parseSteps(cursor)];
  // `S3Object` and `S3Object[*]` are the same.
  const path = steps[0]?.kind === "each" ? steps.slice(1) : steps;
  if (cursor.isSymbol(",")) throw selectError("MultipleDataSourcesUnsupported");
  const isNamed = cursor.takeWord("AS");
  const alias = cursor.takeName();
  if (isNamed && alias === undefined) throw selectError("ParseExpectedIdentForAlias");
  if (cursor.isSymbol(",")) throw selectError("MultipleDataSourcesUnsupported");
  if (cursor.isWord("JOIN") || cursor.isWord("LEFT")) throw selectError("ParseMalformedJoin");
  return { path, alias };
}

function refuseUnsupported(cursor: Cursor): void {
  for (const word of ["GROUP", "ORDER", "HAVING", "UNION"]) {
    if (cursor.isWord(word)) throw selectError("UnsupportedSqlStructure");
  }
}

function parseLimit(cursor: Cursor): number {
  if (cursor.isSymbol("-")) throw selectError("EvaluatorNegativeLimit");
  const token = cursor.next();
  if (token.kind !== "number" || !token.isInteger) throw selectError("ParseExpectedNumber");
  return token.value;
}
