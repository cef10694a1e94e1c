import { type AttributeValue, type Item, memberOf } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { setMember, type Path } from "./document-path.ts";
import { Resolver } from "./operand.ts";
import { parseProjection } from "./parse.ts";
import { growTree, type PathTree } from "./path-tree.ts";
import type { Placeholders } from "./placeholders.ts";

const KIND = "ProjectionExpression";

export type Projection = {
  /** The parts of an item that were asked for. Elements of a list move together, in their order. */
  readonly project: (item: Item) => Item;
  readonly paths: readonly Path[];
};

/** @throws AwsError `ValidationException` in AWS's words */
export function compileProjection(text: string, placeholders: Placeholders): Projection {
  const resolver = new Resolver(KIND, placeholders);
  return projectionTo(parseProjection(KIND, text).map((path) => resolver.path(path)));
}

/**
 * `AttributesToGet`.
 * @throws AwsError `ValidationException` where a name is in it twice
 */
export function compileAttributesToGet(names: readonly string[]): Projection {
  const seen = new Set<string>();
  const repeated = names.find((name) => seen.size === seen.add(name).size);
  if (repeated !== undefined) {
    throw validationError(`One or more parameter values were invalid: Duplicate value in attribute name: ${repeated}`);
  }
  return projectionTo(names.map((name) => [name]));
}

function projectionTo(paths: readonly Path[]): Projection {
  const tree = growTree(
    KIND,
    paths.map((path) => [path, true]),
  );
  return projectionOf(tree, paths);
}

export const projectionOf = (tree: PathTree<unknown>, paths: readonly Path[]): Projection => ({
  project: (item) => projectMap(item, tree),
  paths,
});

function projectMap(item: Item, { children }: PathTree<unknown>): Item {
  const parts: Record<string, AttributeValue> = {};
  for (const [step, child] of children) {
    const name = String(step);
    const part = projectValue(memberOf(item, name), child);
    if (part !== undefined) setMember(parts, name, part);
  }
  return parts;
}

function projectValue(value: AttributeValue | undefined, node: PathTree<unknown>): AttributeValue | undefined {
  if (value === undefined || node.leaf !== undefined) return value;
  if (node.indexed) {
    const elements = "L" in value ? projectList(value.L, node) : [];
    return elements.length === 0 ? undefined : { L: elements };
  }
  const members = "M" in value ? projectMap(value.M, node) : {};
  return Object.keys(members).length === 0 ? undefined : { M: members };
}

function projectList(list: readonly AttributeValue[], { children }: PathTree<unknown>): readonly AttributeValue[] {
  const parts: AttributeValue[] = [];
  for (const [step, child] of children) {
    const part = projectValue(list[Number(step)], child);
    if (part !== undefined) parts.push(part);
  }
  return parts;
}
