import type { Context } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import type { AttributeValue, Item } from "../domain/item/attribute-value.ts";
import { prepareSelect, prepareWrite, type RawStatement, readNode, readParameters } from "../domain/partiql/index.ts";
import type { Table } from "../domain/table/table.ts";
import { leadingKeysContext } from "./item-context.ts";

/**
 * The condition keys of a PartiQL statement, as whoever executes it reads it; none where it will be refused.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 */
export function statementContext(raw: RawStatement, table: Table | undefined): Context {
  if (table === undefined) return {};
  try {
    return contextOn(raw, table);
  } catch (error) {
    if (error instanceof AwsError) return {};
    throw error;
  }
}

function contextOn(raw: RawStatement, table: Table): Context {
  const parameters = readParameters(raw);
  const node = readNode(raw, parameters);
  if (node.type === "select") {
    const { branches } = prepareSelect(node, parameters).on(table, false);
    return {
      ...leadingKeysContext((branches ?? []).map(({ hash }) => hash)),
      ...attributesContext([...pathsIn(node)]),
      "dynamodb:FullTableScan": String(branches === undefined),
      "dynamodb:Select": node.columns === undefined ? "ALL_ATTRIBUTES" : "SPECIFIC_ATTRIBUTES",
    };
  }
  const { key } = prepareWrite(node, { parameters, tellsOldItem: false }).inTransaction(table);
  return { ...leadingKeysContext(hashOf(key, table)), ...attributesContext([...Object.keys(key), ...pathsIn(node)]) };
}

function hashOf(key: Item, { key: { hash } }: Table): readonly AttributeValue[] {
  const [attribute] = hash;
  const value = attribute && key[attribute.name];
  return value === undefined ? [] : [value];
}

const attributesContext = (names: readonly string[]): Context =>
  names.length === 0 ? {} : { "dynamodb:Attributes": [...new Set(names)] };

/** The attributes that a statement's tree names anywhere. */
function* pathsIn(node: unknown): Generator<string> {
  if (typeof node !== "object" || node === null) return;
  if ("type" in node && node.type === "path" && "path" in node && Array.isArray(node.path)) {
    yield String(node.path[0]);
    return;
  }
  for (const child of Object.values(node)) yield* pathsIn(child);
}
