import { type AttributeValue, type Item, memberOf } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { setMember } from "./document-path.ts";
import type { PathTree } from "./path-tree.ts";

/** What becomes of the value at a path; nothing removes it, or leaves nothing there. */
export type Edit = (existing: AttributeValue | undefined) => AttributeValue | undefined;

/**
 * An item with the edits at the leaves of a tree, which names them by their place in `edits`. Only the maps and lists
 * on the way to them are new.
 */
export function editItem(item: Item, { children }: PathTree<number>, edits: readonly Edit[]): Item {
  const edited: Record<string, AttributeValue> = { ...item };
  for (const [step, child] of children) {
    const name = String(step);
    const value = editValue(memberOf(item, name), child, edits);
    if (value === undefined) delete edited[name];
    else setMember(edited, name, value);
  }
  return edited;
}

function editValue(
  value: AttributeValue | undefined,
  node: PathTree<number>,
  edits: readonly Edit[],
): AttributeValue | undefined {
  if (node.leaf !== undefined) return edits[node.leaf]?.(value);
  if (value !== undefined && node.indexed && "L" in value) return { L: editList(value.L, node, edits) };
  if (value !== undefined && !node.indexed && "M" in value) return { M: editItem(value.M, node, edits) };
  throw validationError("The document path provided in the update expression is invalid for update");
}

/** All indexes are those before the update; what is set past the end is appended in the order of the indexes. */
function editList(
  list: readonly AttributeValue[],
  { children }: PathTree<number>,
  edits: readonly Edit[],
): readonly AttributeValue[] {
  const edited: AttributeValue[] = [];
  for (const [index, element] of list.entries()) {
    const child = children.get(index);
    const value = child === undefined ? element : editValue(element, child, edits);
    if (value !== undefined) edited.push(value);
  }
  for (const [index, child] of children) {
    if (Number(index) < list.length) continue;
    const value = editValue(undefined, child, edits);
    if (value !== undefined) edited.push(value);
  }
  return edited;
}
