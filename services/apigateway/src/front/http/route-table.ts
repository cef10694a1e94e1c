import type { StoredRoute } from "../../domain/v2/snapshot.ts";

/** The route of a request, and what its variables are of the path. */
export type FoundRoute = { readonly route: StoredRoute; readonly pathParameters: Readonly<Record<string, string>> };

export type FindRoute = (method: string, path: string) => FoundRoute | undefined;

/** A segment of paths with what follows it: literal ones by their texts, then one that is a variable, then the rest of all. */
type Node = {
  readonly literals: Map<string, Node>;
  variable: Node | undefined;
  readonly ends: Ends;
  readonly greedy: Ends;
};

/** Routes by method. */
type Ends = Map<string, Target>;

type Target = { readonly route: StoredRoute; readonly names: readonly string[] };

const ANY = "ANY";
const DEFAULT_ROUTE_KEY = "$default";

/**
 * Routes as AWS prefers them: a whole match before a greedy one, and each by its method before any; else `$default`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 */
export function routeTable(routes: readonly StoredRoute[]): FindRoute {
  const root = newNode();
  for (const route of routes) insert(root, route);
  const byDefault = routes.find(({ RouteKey }) => RouteKey === DEFAULT_ROUTE_KEY);
  return (method, path) => {
    const segments = segmentsOf(path);
    const found = findIn(root, { method, segments, at: 0 }, []);
    if (found !== undefined) return found;
    return byDefault && { route: byDefault, pathParameters: {} };
  };
}

const newNode = (): Node => ({ literals: new Map(), variable: undefined, ends: new Map(), greedy: new Map() });

/** `/pets/{petId}` and `/pets/{petId}/` are two paths: an empty segment is one. */
const segmentsOf = (path: string): readonly string[] => path.slice(1).split("/");

function insert(root: Node, route: StoredRoute): void {
  const [method = "", path] = route.RouteKey.split(" ", 2);
  if (path === undefined) return;
  const names: string[] = [];
  let node = root;
  for (const segment of segmentsOf(path)) {
    const [, name, plus] = VARIABLE.exec(segment) ?? [];
    if (name !== undefined) names.push(name);
    if (plus === "+") {
      node.greedy.set(method, { route, names });
      return;
    }
    node = name === undefined ? literal(node, segment) : (node.variable ??= newNode());
  }
  node.ends.set(method, { route, names });
}

const VARIABLE = /^\{([^}+]+)(\+?)\}$/;

function literal(node: Node, segment: string): Node {
  const next = node.literals.get(segment) ?? newNode();
  node.literals.set(segment, next);
  return next;
}

type Asked = { readonly method: string; readonly segments: readonly string[]; readonly at: number };

/** `values` are those of the variables on the way here. Of greedy matches the longest prefix wins, which is found first. */
function findIn(node: Node, asked: Asked, values: readonly string[]): FoundRoute | undefined {
  const { at, method, segments } = asked;
  const segment = segments[at];
  if (segment === undefined) return targetOf(node.ends, method, values);
  const behind = { ...asked, at: at + 1 };
  const byLiteral = node.literals.get(segment);
  const whole =
    (byLiteral && findIn(byLiteral, behind, values)) ??
    (node.variable && segment !== "" ? findIn(node.variable, behind, [...values, segment]) : undefined);
  if (whole !== undefined) return whole;
  const rest = segments.slice(at).join("/");
  return rest === "" ? undefined : targetOf(node.greedy, method, [...values, rest]);
}

function targetOf(ends: Ends, method: string, values: readonly string[]): FoundRoute | undefined {
  const target = ends.get(method) ?? ends.get(ANY);
  if (target === undefined) return undefined;
  const pathParameters = Object.fromEntries(target.names.map((name, i) => [name, decoded(values[i] ?? "")]));
  return { route: target.route, pathParameters };
}

/** As it came where it is no encoding. */
function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
