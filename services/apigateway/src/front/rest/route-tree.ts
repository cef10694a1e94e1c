import type { StoredResource } from "../../domain/rest/snapshot.ts";

/** A resource whose path a request has, and what stands in place of its variables: raw, as AWS hands it on. */
export type FoundResource = {
  readonly resource: StoredResource;
  readonly pathParameters: Readonly<Record<string, string>>;
};

export type FindResource = (path: string) => FoundResource | undefined;

type Node = {
  readonly literals: Map<string, Node>;
  variable: { readonly name: string; readonly node: Node } | undefined;
  greedy: { readonly name: string; readonly resource: StoredResource } | undefined;
  resource: StoredResource | undefined;
};

/**
 * Finds resources by the path of a request, however many there are: of two that fit, the more literal one answers.
 * Resources without methods answer nothing, and stand in nobody's way.
 */
export function routeTree(resources: readonly StoredResource[]): FindResource {
  const root = newNode();
  for (const resource of resources) {
    if (Object.keys(resource.resourceMethods ?? {}).length > 0) plant(root, resource);
  }
  return (path) => {
    const segments = segmentsOf(path);
    const values: string[] = [];
    return search(root, { segments, values }, 0);
  };
}

const newNode = (): Node => ({ literals: new Map(), variable: undefined, greedy: undefined, resource: undefined });

function plant(root: Node, resource: StoredResource): void {
  let node = root;
  for (const segment of segmentsOf(resource.path)) {
    const [, name, plus] = VARIABLE.exec(segment) ?? [];
    if (name !== undefined && plus === "+") {
      node.greedy = { name, resource };
      return;
    }
    node = name === undefined ? literalOf(node, segment) : variableOf(node, name);
  }
  node.resource = resource;
}

const VARIABLE = /^\{([^}+]+)(\+?)\}$/;

function literalOf(node: Node, segment: string): Node {
  const known = node.literals.get(segment) ?? newNode();
  node.literals.set(segment, known);
  return known;
}

/** Siblings with a variable have the same one: AWS refuses another. */
function variableOf(node: Node, name: string): Node {
  node.variable ??= { name, node: newNode() };
  return node.variable.node;
}

/** Without slashes in front, however many there are, and without one at the end. */
function segmentsOf(path: string): readonly string[] {
  const bare = path.replace(/^\/+/, "").replace(/\/$/, "");
  return bare === "" ? [] : bare.split("/");
}

type Search = { readonly segments: readonly string[]; readonly values: string[] };

/** `values`: those of the variables on the way to the node. */
function search(node: Node, asked: Search, at: number): FoundResource | undefined {
  const { segments, values } = asked;
  const segment = segments[at];
  if (segment === undefined) return node.resource && found(node.resource, values);
  const literal = node.literals.get(segment);
  const fits = literal && search(literal, asked, at + 1);
  if (fits !== undefined) return fits;
  if (node.variable !== undefined && segment !== "") {
    const inVariable = search(
      node.variable.node,
      { segments, values: [...values, node.variable.name, segment] },
      at + 1,
    );
    if (inVariable !== undefined) return inVariable;
  }
  if (node.greedy === undefined) return undefined;
  return found(node.greedy.resource, [...values, node.greedy.name, segments.slice(at).join("/")]);
}

/** Names and values in turn. */
function found(resource: StoredResource, values: readonly string[]): FoundResource {
  const pathParameters: Record<string, string> = {};
  for (let i = 0; i < values.length; i += 2) pathParameters[values[i] ?? ""] = values[i + 1] ?? "";
  return { resource, pathParameters };
}
