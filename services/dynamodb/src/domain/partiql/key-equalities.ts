import { typeOf, type AttributeValue, type Item } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { valuesEqual } from "../expression/index.ts";
import { attributesOf, type KeyAttribute, type KeySchema } from "../table/key-schema.ts";
import { constantOf, isConstant, type Parameters } from "./constant.ts";
import type { ExpressionNode } from "./syntax.ts";

/** The conditions that AND joins, however they are grouped. */
export function conjunctsOf(node: ExpressionNode | undefined): readonly ExpressionNode[] {
  if (node === undefined) return [];
  return node.type === "and" ? node.operands.flatMap(conjunctsOf) : [node];
}

/** `attribute = value`, either way round. */
export type Equality = { readonly name: string; readonly value: AttributeValue };

export function equalityOf(node: ExpressionNode, parameters: Parameters): Equality | undefined {
  if (node.type !== "compare" || node.operator !== "=") return undefined;
  const [left, right] = node.operands;
  const [path, value] = left.type === "path" ? [left, right] : [right, left];
  if (path.type !== "path" || path.path.length > 1 || !isConstant(value)) return undefined;
  return { name: path.path[0], value: constantOf(value, parameters) };
}

/** What conditions say of a key. */
export type KeyValues = {
  /** Of each attribute that is fixed, the values in the order of the conditions. */
  readonly values: ReadonlyMap<string, readonly AttributeValue[]>;
  /** Whether there are further conditions. */
  readonly others: number;
};

/** @param nodes joined by AND */
export function keyValuesOf(nodes: readonly ExpressionNode[], key: KeySchema, parameters: Parameters): KeyValues {
  const names = new Set(attributesOf(key).map(({ name }) => name));
  const values = new Map<string, AttributeValue[]>();
  let others = 0;
  for (const node of nodes) {
    const equality = equalityOf(node, parameters);
    if (equality === undefined || !names.has(equality.name)) {
      others += 1;
      continue;
    }
    const known = values.get(equality.name) ?? [];
    if (!known.some((value) => valuesEqual(value, equality.value))) known.push(equality.value);
    values.set(equality.name, known);
  }
  return { values, others };
}

/** The key, as far as the conditions fix it: of several values the first. */
export const firstKey = ({ values }: KeyValues): Item =>
  Object.fromEntries([...values].flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value]])));

/** Whether the conditions fix each attribute of the key, be it to several values. */
export const fixesEach = ({ values }: KeyValues, key: KeySchema): boolean =>
  attributesOf(key).every(({ name }) => values.has(name));

/** Whether the conditions fix each attribute of the key, each to one value. */
export const fixesKey = ({ values }: KeyValues, key: KeySchema): boolean =>
  attributesOf(key).every(({ name }) => values.get(name)?.length === 1);

/**
 * The key that a write's conditions fix.
 * @throws AwsError `ValidationException` where they fix none, or several
 */
export function writtenKey(found: KeyValues, key: KeySchema): Item {
  const attributes = attributesOf(key);
  if (!fixesEach(found, key)) {
    throw validationError("Where clause does not contain a mandatory equality on all key attributes");
  }
  for (const { name } of attributes) {
    if ((found.values.get(name)?.length ?? 0) < 2) continue;
    const rule = "Only single item Update/Insert/Delete are supported";
    throw validationError(`Multiple conditions on same key ${name}. ${rule}`);
  }
  const fixed = firstKey(found);
  for (const attribute of attributes) checkKeyType(attribute, fixed[attribute.name]);
  return fixed;
}

/** @throws AwsError `ValidationException` where a value is not of the key attribute's type */
export function checkKeyType({ name, type }: KeyAttribute, value: AttributeValue | undefined): void {
  if (value === undefined || typeOf(value) === type) return;
  throw validationError(`Key attribute's data type should match its data type in table's schema: Key ${name}`);
}
