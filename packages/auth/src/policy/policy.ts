import { compileCondition, type Condition, type ConditionText, keysOf } from "./condition.ts";
import { asList, isObject, isTexts, type JsonObject, textsOf } from "./document/json.ts";
import { DOCUMENT_ELEMENTS, STATEMENT_ELEMENTS } from "./document/elements.ts";
import { malformed } from "./document/malformed.ts";
import { compilePattern, variablesIn } from "./pattern.ts";
import { compilePrincipals, type PrincipalList } from "./principal.ts";
import type { ActionList, OneOf, Statement } from "./statement.ts";
import { type ByService, indexByService } from "./statement-index.ts";

/** A policy document, ready to be asked. Compiling costs more than asking: keep it. */
export type Policy = {
  /** A managed policy's own ARN, which denials name. */
  readonly arn: string | undefined;
  readonly statements: readonly Statement[];
  readonly allows: ByService;
  readonly denies: ByService;
};

/**
 * Compiles a policy document. It takes whatever can be understood; `validatePolicyDocument` is as strict as AWS.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @param arn Of a managed policy.
 * @throws AwsError `MalformedPolicyDocument`: IAM's code; other services have words of their own for it.
 */
export function parsePolicy(json: string, arn?: string): Policy {
  const document = asObject(parseJson(json));
  requireKeys(document, DOCUMENT_ELEMENTS);
  const version = document["Version"] ?? "2008-10-17";
  if (version !== "2008-10-17" && version !== "2012-10-17") throw malformed();
  const statements = asList(document["Statement"]).map((statement, index) =>
    // Variables came with the version; before, a dollar sign is a dollar sign.
    parseStatement(asObject(statement), { index, variables: version === "2012-10-17" }),
  );
  if (statements.length === 0) throw malformed();
  return {
    arn,
    statements,
    allows: indexByService(statements.filter(({ effect }) => effect === "Allow")),
    denies: indexByService(statements.filter(({ effect }) => effect === "Deny")),
  };
}

/**
 * The condition keys that a policy's conditions and variables ask for, each once, as they are spelled first there:
 * what IAM's GetContextKeysForCustomPolicy answers.
 */
export function contextKeysOf(policy: Policy): readonly string[] {
  const keys = new Map<string, string>();
  for (const key of policy.statements.flatMap(({ contextKeys }) => contextKeys)) {
    if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
  }
  return [...keys.values()];
}

/** Whether the policy asks for a condition key that begins so, in lower case: `s3:existingobjecttag/`. */
export const asksForKey = (policy: Policy, start: string): boolean =>
  policy.statements.some(({ contextKeys }) => contextKeys.some((key) => key.toLowerCase().startsWith(start)));

type Place = { readonly index: number; readonly variables: boolean };

function parseStatement(statement: JsonObject, { index, variables }: Place): Statement {
  requireKeys(statement, STATEMENT_ELEMENTS);
  const { Effect: effect, Sid: sid } = statement;
  if (effect !== "Allow" && effect !== "Deny") throw malformed();
  if (sid !== undefined && typeof sid !== "string") throw malformed();
  const action = parseOneOf(statement, "Action", parseActions);
  if (!action) throw malformed();
  const conditions = parseConditions(statement["Condition"]);
  const resources = textsOf(statement["Resource"] ?? statement["NotResource"]);
  return {
    index,
    sid,
    effect,
    principal: parseOneOf(statement, "Principal", parsePrincipals),
    action,
    resource: parseOneOf(statement, "Resource", (value) =>
      asTexts(value).map((arn) => compilePattern(arn, { wildcards: true, variables })),
    ),
    conditions: conditions.map((condition) => compileKnown(condition, variables)),
    contextKeys: variables
      ? [...resources.flatMap(variablesIn), ...conditions.flatMap(keysOf)]
      : conditions.map(({ key }) => key),
  };
}

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

const isPattern = (text: string): boolean => /[*?]/.test(text);

function parseActions(value: unknown): ActionList {
  const texts = asTexts(value).map((name) => name.toLowerCase());
  return {
    texts,
    exact: new Set(texts.filter((text) => !isPattern(text))),
    patterns: texts.filter(isPattern).map((text) => compilePattern(text, { wildcards: true, variables: false })),
  };
}

const PRINCIPAL_KINDS: ReadonlySet<string> = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

function parsePrincipals(value: unknown): PrincipalList {
  const principals = asObject(value === "*" ? { AWS: "*" } : value);
  requireKeys(principals, PRINCIPAL_KINDS);
  return compilePrincipals((kind) => (principals[kind] === undefined ? [] : asTexts(principals[kind])));
}

function parseConditions(value: unknown): readonly ConditionText[] {
  if (value === undefined) return [];
  return Object.entries(asObject(value)).flatMap(([operator, keys]) =>
    Object.entries(asObject(keys)).map(([key, values]) => ({
      operator,
      key,
      values: asList(values).map((one) => {
        if (typeof one !== "string" && typeof one !== "boolean" && typeof one !== "number") throw malformed();
        return String(one);
      }),
    })),
  );
}

function compileKnown(text: ConditionText, variables: boolean): Condition {
  const condition = compileCondition(text, variables);
  if (!condition) throw malformed(`Invalid Condition type : ${text.operator}.`);
  return condition;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw malformed("This policy contains invalid Json");
  }
}

function asObject(value: unknown): JsonObject {
  if (!isObject(value)) throw malformed();
  return value;
}

function asTexts(value: unknown): readonly string[] {
  if (!isTexts(value)) throw malformed();
  return textsOf(value);
}

function requireKeys(object: JsonObject, names: ReadonlySet<string>): void {
  if (Object.keys(object).some((name) => !names.has(name))) throw malformed();
}
