import { invalidParameter } from "../errors.ts";
import { compactText, type JsonArray, type JsonNode, type JsonObject } from "./json/node.ts";
import { parseJson } from "./json/parse.ts";
import { JsonSyntaxError } from "./json/syntax-error.ts";
import { readRules } from "./read-rules.ts";
import { columnAfter, columnAt, type Refuse, type RefuseAttribute, refusePolicy } from "./refusal.ts";
import type { Rule } from "./rule.ts";
import { starsIn, type Wildcard } from "./wildcard.ts";

export type FilterScope = "MessageAttributes" | "MessageBody";

/** A filter policy that AWS would take. */
export type FilterPolicy = {
  readonly scope: FilterScope;
  /** A message is let through if it is as one of them says: as all the rules say, by the path of what they look at. */
  readonly alternatives: readonly Alternative[];
};

export type Alternative = ReadonlyMap<string, readonly Rule[]>;

// Limits: https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
const MAX_BYTES = 256 * 1024;
const MAX_KEYS = 5;
const MAX_COMBINATIONS = 150;
const MAX_WILDCARD_POINTS = 100;
const MAX_STARS = 3;
/** What each star of a pattern with several costs; one star alone costs a point. */
const POINTS_OF_A_STAR = 3;

/** A part of a policy: values that a leaf may have, or an `$or`. */
type Clause =
  | { readonly kind: "leaf"; readonly path: string; readonly depth: number; readonly rules: readonly Rule[] }
  | { readonly kind: "or"; readonly choices: readonly (readonly Clause[])[] };

/**
 * Reads and checks a filter policy; `{}`, by which AWS's users take one away, lets everything through. Throws
 * InvalidParameter in AWS's words: `refuseAttribute` makes it of a reason that begins with `FilterPolicy: `.
 */
export function parseFilterPolicy(
  text: string,
  scope: FilterScope,
  refuseAttribute: RefuseAttribute = invalidParameter,
): FilterPolicy {
  const source = compactSource(text, refusePolicy(refuseAttribute));
  const refuse = refusePolicy(refuseAttribute, source);
  const policy = parseJson(source);
  if (policy?.kind !== "object") throw refuse("Filter is not an object", policy === undefined ? 1 : columnAt(policy));
  if (policy.entries.size === 0) return { scope, alternatives: [new Map()] };
  const clauses = readClauses(policy, { path: [], refuse });
  if (scope === "MessageAttributes" && maxDepth(clauses) > 1) {
    throw refuseAttribute("Filter policy scope MessageAttributes does not support nested filter policy");
  }
  // Of a nested policy only the outermost keys count.
  if (policy.entries.size > MAX_KEYS) throw refuse(`Filter policy can not have more than ${MAX_KEYS} keys`);
  if (combinations(clauses) > MAX_COMBINATIONS || !wildcardsAreFew(clauses)) throw refuse(TOO_COMPLEX);
  return { scope, alternatives: expand(clauses, [new Map()]) };
}

const TOO_COMPLEX = "Filter policy is too complex";

/** The policy as AWS's rule compiler gets it: parsed, and written again. */
function compactSource(text: string, refuse: Refuse): string {
  if (Buffer.byteLength(text) > MAX_BYTES) throw refuse(TOO_COMPLEX);
  try {
    const node = parseJson(text);
    return node === undefined ? "" : compactText(node);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw refuse(`failed to parse JSON. ${error.message}`);
    throw error;
  }
}

type Surroundings = { readonly path: readonly string[]; readonly refuse: Refuse };

function readClauses(object: JsonObject, { path, refuse }: Surroundings): readonly Clause[] {
  if (object.entries.size === 0) throw refuse("Empty objects are not allowed", columnAfter(object));
  return Array.from(object.entries).flatMap(([name, value]): readonly Clause[] => {
    const choices = choicesOf(name, value);
    if (choices !== undefined) {
      return [{ kind: "or", choices: choices.map((choice) => readClauses(choice, { path, refuse })) }];
    }
    const inner = [...path, name];
    if (value.kind === "object") return readClauses(value, { path: inner, refuse });
    if (value.kind === "array") return [leaf(inner, value, refuse)];
    throw refuse(`"${name}" must be an object or an array`, columnAt(value));
  });
}

const leaf = (path: readonly string[], values: JsonArray, refuse: Refuse): Clause => ({
  kind: "leaf",
  // AWS joins names by dots, and tells nested names from names with dots neither here nor in messages.
  path: path.join("."),
  depth: path.length,
  rules: readRules(values, refuse),
});

/**
 * What `$or` chooses from: two objects or more, of which none has a reserved name. Otherwise it is a name like others.
 * https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html#or-operator
 */
function choicesOf(name: string, value: JsonNode): readonly JsonObject[] | undefined {
  if (name !== "$or" || value.kind !== "array" || value.items.length < 2) return undefined;
  const choices = value.items.filter((item) => item.kind === "object");
  const areChoices = choices.length === value.items.length;
  return areChoices && !choices.some(({ entries }) => RESERVED.some((word) => entries.has(word))) ? choices : undefined;
}

/** https://github.com/aws/event-ruler, Constants.RESERVED_FIELD_NAMES_IN_OR_RELATIONSHIP: operators, some yet to come. */
const RESERVED = (
  "exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex not-wildcard " +
  "not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range " +
  "ip-address-in-range ip-address-not-in-range"
).split(" ");

const maxDepth = (clauses: readonly Clause[]): number =>
  clauses.reduce(
    (deepest, clause) =>
      Math.max(deepest, clause.kind === "leaf" ? clause.depth : Math.max(...clause.choices.map(maxDepth))),
    0,
  );

/** The product of what its clauses allow: a leaf its values times its depth, an `$or` the sum of its choices. */
const combinations = (clauses: readonly Clause[]): number =>
  clauses.reduce(
    (product, clause) =>
      product * (clause.kind === "leaf" ? clause.rules.length * clause.depth : sum(clause.choices.map(combinations))),
    1,
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Each key costs the points of its patterns times their number. */
function wildcardsAreFew(clauses: readonly Clause[]): boolean {
  const fields = leaves(clauses).map((rules) => rules.flatMap(wildcardOf));
  const points = sum(fields.map((patterns) => sum(patterns.map(pointsOf)) * patterns.length));
  return points <= MAX_WILDCARD_POINTS && fields.flat().every((pattern) => starsIn(pattern) <= MAX_STARS);
}

const leaves = (clauses: readonly Clause[]): readonly (readonly Rule[])[] =>
  clauses.flatMap((clause) => (clause.kind === "leaf" ? [clause.rules] : clause.choices.flatMap(leaves)));

function wildcardOf(rule: Rule): readonly Wildcard[] {
  if (rule.kind === "wildcard") return [rule.wildcard];
  return rule.kind === "anything-but" && rule.but.kind === "wildcard" ? [rule.but.wildcard] : [];
}

const pointsOf = (pattern: Wildcard): number => (starsIn(pattern) > 1 ? starsIn(pattern) * POINTS_OF_A_STAR : 1);

/** The ways through all `$or`s. Of two clauses for one path the later counts, as in AWS's compiler. */
function expand(clauses: readonly Clause[], before: readonly Alternative[]): readonly Alternative[] {
  return clauses.reduce(
    (alternatives, clause) =>
      clause.kind === "leaf"
        ? alternatives.map((alternative) => new Map([...alternative, [clause.path, clause.rules]]))
        : clause.choices.flatMap((choice) => expand(choice, alternatives)),
    before,
  );
}
