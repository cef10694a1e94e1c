import { validationError } from "../errors.ts";
import { readExpression, some } from "./expression-parser.ts";
import { aliasing, leftover, notWellFormed, problemAt } from "./statement-errors.ts";
import { StatementReader } from "./statement-reader.ts";
import type {
  DeleteNode,
  ExistsNode,
  ExpressionNode,
  InsertNode,
  OrderTerm,
  PathNode,
  Returning,
  SelectNode,
  SourceNode,
  Statement,
  StatementNode,
  UpdateAction,
  UpdateNode,
} from "./syntax.ts";

/** @throws AwsError `ValidationException` in AWS's words */
export function readStatement(text: string): Statement {
  const reader = new StatementReader(text);
  const node = statement(reader);
  reader.accept(";");
  if (!reader.at("end")) throw leftover();
  return { node, parameters: reader.parameters };
}

function statement(reader: StatementReader): StatementNode {
  if (reader.accept("SELECT")) return select(reader);
  if (reader.accept("INSERT", "INTO")) return insert(reader);
  if (reader.accept("UPDATE")) return update(reader);
  if (reader.accept("DELETE", "FROM")) return deletion(reader);
  if (reader.accept("FROM")) return updateFrom(reader);
  if (reader.accept("EXISTS", "(")) return exists(reader);
  throw notWellFormed("Expected data manipulation");
}

function select(reader: StatementReader): SelectNode {
  const columns = readColumns(reader);
  if (!reader.accept("FROM")) throw notWellFormed("Expected FROM after select list");
  if (!reader.at("name")) throw notWellFormed("Unexpected term");
  const from = readSource(reader);
  refuseAlias(reader);
  if (reader.at(",")) throw validationError("Only select from a single table or index is supported.");
  const where = readWhere(reader);
  const orderBy = reader.accept("ORDER", "BY") ? some(reader, orderTerm) : [];
  const { is, position } = reader.next;
  if (is === "LIMIT" || is === "GROUP" || is === "HAVING") throw problemAt(`Unsupported clause: ${is}`, position);
  return { type: "select", columns, from, where, orderBy };
}

function readColumns(reader: StatementReader): readonly PathNode[] | undefined {
  if (reader.at("VALUE") || reader.at("PIVOT")) {
    throw validationError("Select projection doesn't support value or pivot keywords");
  }
  const columns = some(reader, column);
  if (!columns.includes("*")) return columns.filter((one) => one !== "*");
  if (columns.length === 1) return undefined;
  throw validationError("Other attributes should not be present in the projection when '*' is used.");
}

function column(reader: StatementReader): PathNode | "*" {
  if (reader.accept("*")) return "*";
  const { position } = reader;
  if (reader.at("COUNT", "(", "*", ")")) throw problemAt("Unexpected path component", position);
  const node = readExpression(reader);
  if (node.type !== "path") throw problemAt("Unexpected path component", node.position);
  refuseAlias(reader);
  return node;
}

function orderTerm(reader: StatementReader): OrderTerm {
  const { path } = reader.path();
  const descending = reader.accept("DESC");
  if (!descending) reader.accept("ASC");
  return { attribute: path.join("."), descending };
}

function refuseAlias(reader: StatementReader): void {
  if (reader.at("AS") || reader.at("name")) throw aliasing();
}

/** A table, or `table.index`. */
function readSource(reader: StatementReader): SourceNode {
  const { path } = reader.path();
  const [table, index, third] = path;
  if (typeof index === "number") throw validationError("Invalid list expression in source.");
  if (third !== undefined) throw validationError("A path may contain at most 2 components in the FROM clause");
  if (table === "" || index === "") throw validationError("Path component cannot be an empty string");
  return { table, index };
}

const readWhere = (reader: StatementReader): ExpressionNode | undefined =>
  reader.accept("WHERE") ? readExpression(reader) : undefined;

function insert(reader: StatementReader): InsertNode {
  const from = readSource(reader);
  if (from.index !== undefined) {
    throw validationError("FROM clause may only contain a single table name in data manipulation statements");
  }
  if (reader.at("VALUES") || reader.at("SELECT") || reader.at("<<") || reader.at("(")) throw severalItems();
  if (!reader.accept("VALUE")) throw reader.at("end") ? notWellFormed("Unexpected term") : leftover();
  const item = readExpression(reader);
  if (reader.at("RETURNING")) throw validationError("RETURNING is not supported in INSERT");
  return { type: "insert", from, item };
}

const severalItems = (): Error =>
  validationError(
    "Unsupported operation: Inserting multiple items in a single statement is not supported, use " +
      '"INSERT INTO tableName VALUE item" instead',
  );

function update(reader: StatementReader): UpdateNode {
  const from = writtenSource(reader);
  const actions = readActions(reader);
  const where = readWhere(reader);
  return { type: "update", from, actions, where, returning: readReturning(reader) };
}

/** PartiQL's other form of UPDATE: `FROM "t" WHERE … SET …`. */
function updateFrom(reader: StatementReader): UpdateNode {
  const from = writtenSource(reader);
  const where = readWhere(reader);
  const actions = readActions(reader);
  return { type: "update", from, actions, where, returning: readReturning(reader) };
}

function deletion(reader: StatementReader): DeleteNode {
  const from = writtenSource(reader);
  const where = readWhere(reader);
  return { type: "delete", from, where, returning: readReturning(reader) };
}

function writtenSource(reader: StatementReader): SourceNode {
  const from = readSource(reader);
  refuseAlias(reader);
  return from;
}

function readActions(reader: StatementReader): readonly UpdateAction[] {
  const actions: UpdateAction[] = [];
  for (;;) {
    if (reader.accept("SET")) actions.push(...some(reader, assignment));
    else if (reader.accept("REMOVE")) actions.push({ section: "REMOVE", path: reader.path() });
    else if (actions.length > 0) return actions;
    else throw notWellFormed("Expected data manipulation");
  }
}

function assignment(reader: StatementReader): UpdateAction {
  const path = reader.path();
  reader.expect("=", "Expected '='");
  return { section: "SET", path, value: readExpression(reader) };
}

function readReturning(reader: StatementReader): Returning | undefined {
  if (!reader.accept("RETURNING")) return undefined;
  for (const which of ["ALL", "MODIFIED"] as const) {
    for (const version of ["OLD", "NEW"] as const) {
      if (!reader.accept(which, version, "*")) continue;
      if (!reader.at(",")) return `${which} ${version}`;
      throw validationError("Invalid syntax with multiple returning elements in RETURNING clause");
    }
  }
  throw validationError("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
}

function exists(reader: StatementReader): ExistsNode {
  return reader.enclosed(")", "RIGHT_PAREN", () => {
    reader.expect("SELECT", "Unexpected term");
    const { from, where } = select(reader);
    return { type: "exists", from, where };
  });
}
