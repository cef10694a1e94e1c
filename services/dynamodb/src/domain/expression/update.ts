import type { AttributeType, AttributeValue, Item } from "../item/attribute-value.ts";
import type { Path } from "./document-path.ts";
import { editItem } from "./edit.ts";
import { Resolver } from "./operand.ts";
import { parseUpdate } from "./parse.ts";
import { growTree, type PathTree } from "./path-tree.ts";
import type { Placeholders } from "./placeholders.ts";
import { projectionOf } from "./projection.ts";
import type { ActionNode, OperandNode } from "./syntax.ts";
import { addAction, checkSetOperand, deleteAction, removeAction, setAction, type Action } from "./update-actions.ts";
import { checkAssigned, resolveAssigned, type Assigned } from "./update-value.ts";

export type Update = {
  /**
   * The item after the update. `key` begins an item that is not there; one that would only lose attributes does not
   * come to be. The item before stays as it is, and the two share what did not change.
   * @throws AwsError `ValidationException` where the item does not fit the update
   */
  readonly apply: (before: Item | undefined, key: Item) => Item | undefined;
  /** What the update names of an item, before it (UPDATED_OLD) or after it (UPDATED_NEW); nothing if there is none. */
  readonly updated: (item: Item | undefined) => Item | undefined;
  /** What it changes. */
  readonly paths: readonly Path[];
  /** Of these, what it sets or adds to. */
  readonly assigns: readonly Path[];
  /** What it reads for that. */
  readonly reads: readonly Path[];
  /** The types of the attributes whose new values do not hang on the item. */
  readonly types: ReadonlyMap<string, AttributeType>;
};

const KIND = "UpdateExpression";

/** An action with its placeholders looked up. */
type Resolved =
  | { readonly section: "SET"; readonly path: Path; readonly assigned: Assigned }
  | { readonly section: "REMOVE"; readonly path: Path }
  | { readonly section: "ADD" | "DELETE"; readonly path: Path; readonly value: AttributeValue };

/** @throws AwsError `ValidationException` in AWS's words */
export function compileUpdate(text: string, placeholders: Placeholders): Update {
  const resolver = new Resolver(KIND, placeholders);
  // All names, then all values, then how the paths lie, then the operands: so AWS chooses which of several errors it tells.
  const named = parseUpdate(KIND, text).actions.map((node) => {
    const path = resolver.path(node.path);
    for (const operand of operandsOf(node)) lookUpNames(operand, resolver);
    return { node, path };
  });
  const paths = named.map(({ path }) => path);
  const reads = resolver.paths.filter((path) => !paths.includes(path));
  const resolved = named.map(({ node, path }) => resolve(node, path, resolver));
  const tree = treeOf(paths);
  for (const action of resolved) if ("value" in action) checkSetOperand(KIND, action.section, action.value);
  for (const action of resolved) if ("assigned" in action) checkAssigned(action.assigned, resolver);
  return { ...updateOf(resolved.map(actionOf), tree), reads };
}

function resolve(node: ActionNode, path: Path, resolver: Resolver): Resolved {
  if (node.section === "REMOVE") return { section: node.section, path };
  if (node.section === "SET") return { section: node.section, path, assigned: resolveAssigned(node.value, resolver) };
  return { section: node.section, path, value: resolver.value(node.value.name) };
}

function actionOf(action: Resolved): Action {
  if (action.section === "REMOVE") return removeAction(action.path);
  if (action.section === "SET") return setAction(action.path, action.assigned);
  return (action.section === "ADD" ? addAction : deleteAction)(action.path, action.value);
}

export const treeOf = (paths: readonly Path[]): PathTree<number> =>
  growTree(
    KIND,
    paths.map((path, index) => [path, index]),
  );

export function updateOf(actions: readonly Action[], tree: PathTree<number>): Update {
  const paths = actions.map((action) => action.path);
  const onlyRemoves = actions.length > 0 && !actions.some((action) => action.creates);
  const { project } = projectionOf(tree, paths);
  return {
    apply: (before, key) => {
      if (before === undefined && onlyRemoves) return undefined;
      const item = before ?? key;
      const edits = actions.map((action) => action.prepare(item));
      return editItem(item, tree, edits);
    },
    updated: (item) => {
      const parts = item === undefined ? {} : project(item);
      return Object.keys(parts).length === 0 ? undefined : parts;
    },
    paths,
    assigns: actions.filter((action) => action.creates).map((action) => action.path),
    reads: [],
    types: new Map(
      actions.flatMap(({ path, type }) => (path.length > 1 || type === undefined ? [] : [[path[0], type]])),
    ),
  };
}

const operandsOf = (node: ActionNode): readonly OperandNode[] => {
  if (node.section !== "SET") return [];
  return node.value.type === "arithmetic" ? node.value.operands : [node.value];
};

function lookUpNames(operand: OperandNode, resolver: Resolver): void {
  if (operand.type === "path") resolver.path(operand);
  if (operand.type === "call") for (const inner of operand.operands) lookUpNames(inner, resolver);
}
