import { AwsError } from "@skylab/aws";
import { type Condition, compileCondition } from "./condition.ts";
import { compilePattern, type Pattern } from "./pattern.ts";
import type { PrincipalList } from "./principal.ts";

/** A policy document, ready to be asked. Compiling costs more than asking: keep it. */
export type Policy = { readonly statements: readonly Statement[] };

/** A list of which one must match, or, negated, none may. */
type OneOf<Item> = { readonly not: boolean; readonly of: Item };

export type Statement = {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  /** Resource policies only. */
  readonly principal: OneOf<PrincipalList> | undefined;
  /** In lower case. */
  readonly action: OneOf<readonly Pattern[]>;
  /** Trust policies have none: they are about their role. */
  readonly resource: OneOf<readonly Pattern[]> | undefined;
  readonly conditions: readonly Condition[];
};

/**
 * Compiles a policy document. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @throws AwsError `MalformedPolicyDocument`: IAM's code; other services have words of their own for it.
 */
export function parsePolicy(json: string): Policy {
  const document = asObject(parseJson(json));
  requireKeys(document, ["Version", "Id", "Statement"]);
  const version = document["Version"] ?? "2008-10-17";
  if (version !== "2008-10-17" && version !== "2012-10-17") throw malformed();
  const statements = asList(document["Statement"]).map((statement) =>
    // Variables came with the version; before, a dollar sign is a dollar sign.
    parseStatement(asObject(statement), version === "2012-10-17"),
  );
  if (statements.length === 0) throw malformed();
  return { statements };
}

type JsonObject = { readonly [name: string]: unknown };

function parseStatement(statement: JsonObject, variables: boolean): Statement {
  requireKeys(statement, STATEMENT_KEYS);
  const { Effect: effect, Sid: sid } = statement;
  if (effect !== "Allow" && effect !== "Deny") throw malformed();
  if (sid !== undefined && typeof sid !== "string") throw malformed();
  const action = parseOneOf(statement, "Action", (value) =>
    asStrings(value).map((name) => compilePattern(name.toLowerCase(), { wildcards: true, variables: false })),
  );
  if (!action) throw malformed();
  return {
    sid,
    effect,
    principal: parseOneOf(statement, "Principal", parsePrincipals),
    action,
    resource: parseOneOf(statement, "Resource", (value) =>
      asStrings(value).map((arn) => compilePattern(arn, { wildcards: true, variables })),
    ),
    conditions: parseConditions(statement["Condition"], variables),
  };
}

const STATEMENT_KEYS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/** An element and its negation, of which a statement has at most one. */
function parseOneOf<Item>(
  statement: JsonObject,
  name: string,
  parse: (value: unknown) => Item,
): OneOf<Item> | undefined {
  const [positive, negative] = [statement[name], statement[`Not${name}`]];
  if (positive !== undefined && negative !== undefined) throw malformed();
  if (positive !== undefined) return { not: false, of: parse(positive) };
  return negative === undefined ? undefined : { not: true, of: parse(negative) };
}

function parsePrincipals(value: unknown): PrincipalList {
  if (value === "*") return { aws: ["*"], services: [], federated: [], canonicalUsers: [] };
  const principals = asObject(value);
  requireKeys(principals, ["AWS", "Service", "Federated", "CanonicalUser"]);
  const list = (name: string): readonly string[] => (principals[name] === undefined ? [] : asStrings(principals[name]));
  return {
    aws: list("AWS"),
    services: list("Service"),
    federated: list("Federated"),
    canonicalUsers: list("CanonicalUser"),
  };
}

function parseConditions(value: unknown, variables: boolean): readonly Condition[] {
  if (value === undefined) return [];
  return Object.entries(asObject(value)).flatMap(([operator, keys]) =>
    Object.entries(asObject(keys)).map(([key, values]) => {
      const texts = asList(values).map((one) => {
        if (typeof one !== "string" && typeof one !== "boolean" && typeof one !== "number") throw malformed();
        return String(one);
      });
      const condition = compileCondition({ operator, key, values: texts }, variables);
      if (!condition) throw malformed(`Invalid Condition type : ${operator}.`);
      return condition;
    }),
  );
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw malformed("This policy contains invalid Json");
  }
}

function asObject(value: unknown): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed();
  return value as JsonObject; // an object that is neither null nor a list has names and values
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function asStrings(value: unknown): readonly string[] {
  return asList(value).map((one) => {
    if (typeof one !== "string") throw malformed();
    return one;
  });
}

function requireKeys(object: JsonObject, names: readonly string[]): void {
  if (Object.keys(object).some((name) => !names.includes(name))) throw malformed();
}

const malformed = (message = "Syntax errors in policy."): AwsError =>
  new AwsError("MalformedPolicyDocument", message, { status: 400 });
