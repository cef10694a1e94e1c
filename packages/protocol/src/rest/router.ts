import type { IncomingHttpHeaders } from "node:http";
import type { OperationModel, ServiceModel } from "../model.ts";
import { structureOf } from "../shape-of.ts";
import { requestBindings } from "./bindings.ts";
import type { Query } from "./uri.ts";
import { type Segment, uriTemplate, type UriTemplate } from "./uri-template.ts";

/** What of a request decides its operation. */
export type Routable = {
  readonly method: string;
  /** The path's segments, decoded; S3's without the bucket. */
  readonly segments: readonly string[];
  readonly query: Query;
  readonly headers: IncomingHttpHeaders;
  /** S3: whether the request names a bucket. */
  readonly onBucket: boolean;
};

/** The operation found, and the path's labels in the order of its template. */
export type Match = { readonly operation: OperationModel; readonly labels: Record<string, string> };

/**
 * Compiles all operations of a service into a tree of path segments, whose leaves know their operations by query
 * literals. A request walks down the tree and looks its own parameters up; it is compared with few operations.
 */
export function createRouter(model: ServiceModel): (request: Routable) => Match | undefined {
  const root = newNode();
  for (const operation of Object.values(model.operations)) {
    const template = uriTemplate(operation);
    let node = root;
    for (const segment of template.segments) node = childFor(node, segment);
    addToLeaf(node, operation, candidate(model, operation, template));
  }
  return (request) => find(root, request, 0);
}

/** A place in the tree of path templates. */
type Node = {
  readonly literals: Map<string, Node>;
  label: Node | undefined;
  greedy: Node | undefined;
  readonly leaves: Map<string, Leaf>;
};

/** The operations of one method and path; in each list, what asks for more stands before what asks for less. */
type Leaf = {
  /** By the name of their first query literal. */
  readonly byLiteral: Map<string, Candidate[]>;
  readonly withoutLiteral: Candidate[];
};

/** An operation, and what it asks of a request beyond method and path. */
type Candidate = {
  readonly operation: OperationModel;
  readonly template: UriTemplate;
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  /** S3's operations on buckets and objects; the bucket is a label that stands in no template. */
  readonly onBucket: boolean;
};

const newNode = (): Node => ({ literals: new Map(), label: undefined, greedy: undefined, leaves: new Map() });

function childFor(node: Node, { kind, text }: Segment): Node {
  if (kind === "label") return (node.label ??= newNode());
  if (kind === "greedy") return (node.greedy ??= newNode());
  return getOrAdd(node.literals, text, newNode);
}

function addToLeaf(node: Node, operation: OperationModel, added: Candidate): void {
  const leaf = getOrAdd(node.leaves, operation.http?.method ?? "", () => ({
    byLiteral: new Map(),
    withoutLiteral: [],
  }));
  const literal = added.template.query[0];
  const candidates = literal ? getOrAdd(leaf.byLiteral, literal.name, () => []) : leaf.withoutLiteral;
  candidates.push(added);
  candidates.sort((a, b) => demands(b) - demands(a));
}

const demands = ({ template, requiredQuery, requiredHeaders }: Candidate): number =>
  template.query.length + requiredQuery.length + requiredHeaders.length;

function getOrAdd<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

function candidate(model: ServiceModel, operation: OperationModel, template: UriTemplate): Candidate {
  const { query, headers, labels } = requestBindings(model, operation.input);
  const required = new Set(structureOf(model, operation.input).required);
  const inTemplate = new Set(template.segments.map(({ text }) => text));
  return {
    operation,
    template,
    requiredQuery: query.filter(({ name }) => required.has(name)).map(({ wireName }) => wireName),
    requiredHeaders: headers.filter(({ name }) => required.has(name)).map(({ wireName }) => wireName),
    onBucket: labels.some(({ name }) => name === "Bucket" && !inTemplate.has(name)),
  };
}

/** Literals before labels before the rest of the path; where one way leads nowhere the next is tried. */
function find(node: Node, request: Routable, depth: number): Match | undefined {
  const segment = request.segments[depth];
  if (segment === undefined) return choose(node, request);
  const literal = node.literals.get(segment);
  return (
    (literal && find(literal, request, depth + 1)) ??
    (node.label && segment !== "" ? find(node.label, request, depth + 1) : undefined) ??
    (node.greedy && choose(node.greedy, request))
  );
}

function choose(node: Node, request: Routable): Match | undefined {
  const leaf = node.leaves.get(request.method);
  if (!leaf) return undefined;
  const id = request.query.get("x-id")?.[0];
  const literal = leaf.byLiteral.size === 0 ? [] : byLiterals(leaf, request);
  const plain = leaf.withoutLiteral.filter((each) => isEligible(each, request));
  const chosen =
    (id === undefined ? undefined : [...literal, ...plain].find(({ template }) => template.id === id)) ??
    bestOf(literal, request) ??
    bestOf(plain, request);
  return chosen && { operation: chosen.operation, labels: labelsOf(chosen.template, request.segments) };
}

function byLiterals(leaf: Leaf, request: Routable): Candidate[] {
  const found: Candidate[] = [];
  for (const name of request.query.keys()) {
    for (const each of leaf.byLiteral.get(name) ?? []) if (isEligible(each, request)) found.push(each);
  }
  return found;
}

/**
 * The first that has all its required members. A query literal is the client's plain wish, and so is the only operation
 * of a path: these are chosen without their members too, and validation then names what is missing. Not so S3's
 * `POST /bucket/key`, which asks for nothing that S3 knows.
 */
function bestOf(candidates: readonly Candidate[], request: Routable): Candidate | undefined {
  const last = candidates.at(-1);
  const meant = last && (last.template.query.length > 0 || (candidates.length === 1 && !last.onBucket));
  return candidates.find((each) => hasRequired(each, request)) ?? (meant ? last : undefined);
}

function isEligible({ template, onBucket }: Candidate, { query, onBucket: wanted }: Routable): boolean {
  if (onBucket !== wanted) return false;
  const id = template.id === undefined ? undefined : query.get("x-id")?.[0];
  if (id !== undefined && id !== template.id) return false;
  return template.query.every(({ name, value }) => {
    const values = query.get(name);
    return values !== undefined && (value === "" || values.includes(value));
  });
}

const hasRequired = ({ requiredQuery, requiredHeaders }: Candidate, { query, headers }: Routable): boolean =>
  requiredQuery.every((name) => query.has(name)) && requiredHeaders.every((name) => headers[name] !== undefined);

function labelsOf({ segments: template }: UriTemplate, segments: readonly string[]): Record<string, string> {
  const labels: Record<string, string> = {};
  template.forEach(({ kind, text }, index) => {
    if (kind === "label") labels[text] = segments[index] ?? "";
    if (kind === "greedy") labels[text] = segments.slice(index).join("/");
  });
  return labels;
}
