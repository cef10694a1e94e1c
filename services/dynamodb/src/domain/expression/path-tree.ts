import type { AwsError } from "@skylab/aws";
import { pathText, type Path } from "./document-path.ts";
import { invalidExpression, type ExpressionKind } from "./kind.ts";

/** Paths that share their beginnings: where one ends is its leaf. */
export type PathTree<Leaf> = {
  /** The first path that went this way. */
  readonly first: Path;
  readonly leaf: Leaf | undefined;
  /** By names, or, where `indexed`, by numbers in rising order. */
  readonly children: ReadonlyMap<string | number, PathTree<Leaf>>;
  readonly indexed: boolean;
};

type Growing<Leaf> = {
  readonly first: Path;
  leaf: Leaf | undefined;
  readonly children: Map<string | number, Growing<Leaf>>;
  indexed: boolean;
};

/** @throws AwsError `ValidationException` where two paths overlap, or else use one value as a map and as a list */
export function growTree<Leaf>(
  kind: ExpressionKind,
  leaves: readonly (readonly [path: Path, leaf: Leaf])[],
): PathTree<Leaf> {
  const root: Growing<Leaf> = { first: [""], leaf: undefined, children: new Map(), indexed: false };
  let conflict: AwsError | undefined;
  for (const [path, leaf] of leaves) {
    const met = grow(root, path, leaf);
    if (met?.clash === "overlap") throw clash(kind, met.clash, [met.with, path]);
    if (met !== undefined) conflict ??= clash(kind, met.clash, [met.with, path]);
  }
  if (conflict !== undefined) throw conflict;
  sortElements(root);
  return root;
}

type Clash = { readonly clash: "overlap" | "conflict"; readonly with: Path };

function grow<Leaf>(root: Growing<Leaf>, path: Path, leaf: Leaf): Clash | undefined {
  let node = root;
  for (const step of path) {
    if (node.leaf !== undefined) return { clash: "overlap", with: node.first };
    const indexed = typeof step === "number";
    if (node.children.size === 0) node.indexed = indexed;
    else if (node.indexed !== indexed) return { clash: "conflict", with: node.first };
    let next = node.children.get(step);
    if (next === undefined) {
      next = { first: path, leaf: undefined, children: new Map(), indexed: false };
      node.children.set(step, next);
    }
    node = next;
  }
  if (node.leaf !== undefined || node.children.size > 0) return { clash: "overlap", with: node.first };
  node.leaf = leaf;
  return undefined;
}

const clash = (kind: ExpressionKind, how: Clash["clash"], [one, two]: readonly [Path, Path]): AwsError =>
  invalidExpression(
    kind,
    `Two document paths ${how} with each other; must remove or rewrite one of these paths; ` +
      `path one: ${pathText(one)}, path two: ${pathText(two)}`,
  );

function sortElements<Leaf>({ children, indexed }: Growing<Leaf>): void {
  for (const child of children.values()) sortElements(child);
  if (!indexed) return;
  const sorted = [...children].toSorted(([a], [b]) => Number(a) - Number(b));
  children.clear();
  for (const [index, child] of sorted) children.set(index, child);
}
