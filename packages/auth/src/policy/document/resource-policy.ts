import { isOperator } from "../condition.ts";
import { DOCUMENT_ELEMENTS, STATEMENT_ELEMENTS } from "./elements.ts";
import { asList, isObject, isTexts, type JsonObject, textsOf } from "./json.ts";
import { malformed } from "./malformed.ts";
import { principalsError, trustsCognito } from "./principal.ts";
import { resourceError } from "./resource.ts";

/** Checks a resource's policy, or a role's trust policy: another parser of AWS's than the identities', with other words. */
export function validateResourcePolicy(document: unknown, kind: "resource" | "trust"): void {
  if (document === null) throw malformed("This text appears not to be a policy");
  if (!isObject(document)) throw malformed(INVALID_JSON);
  const complaint = documentError(document) ?? statementsError(asList(document["Statement"]), kind);
  if (complaint !== undefined) throw malformed(complaint);
}

export const INVALID_JSON = "This policy contains invalid Json";

function documentError(document: JsonObject): string | undefined {
  const { Statement: statement, Version: version } = document;
  const unknown = unknownField(document, DOCUMENT_ELEMENTS);
  if (unknown !== undefined) return unknown;
  if (version !== undefined && version !== "2008-10-17" && version !== "2012-10-17") {
    return "The policy must contain a valid version string";
  }
  if (statement === undefined || statement === null) return "Missing required field Statement";
  return asList(statement).length === 0 ? "Could not parse the policy: Statement is empty!" : undefined;
}

const unknownField = (object: JsonObject, known: ReadonlySet<string>): string | undefined => {
  const field = Object.keys(object).find((name) => !known.has(name));
  return field === undefined ? undefined : `Unknown field ${field}`;
};

function statementsError(statements: readonly unknown[], kind: "resource" | "trust"): string | undefined {
  const sids: string[] = [];
  for (const statement of statements) {
    if (!isObject(statement)) return INVALID_JSON;
    const error = statementError(statement, kind);
    if (error !== undefined) return error;
    if (typeof statement["Sid"] === "string" && statement["Sid"] !== "") sids.push(statement["Sid"]);
  }
  return new Set(sids).size < sids.length ? "The Statement Ids in the policy are not unique" : undefined;
}

function statementError(statement: JsonObject, kind: "resource" | "trust"): string | undefined {
  const unknown = unknownField(statement, STATEMENT_ELEMENTS);
  if (unknown !== undefined) return unknown;
  // Recorded: this comes first, before a missing principal and an action of another service.
  if (kind === "trust" && "Resource" in statement) return "Has prohibited field Resource";
  return (
    effectError(statement) ??
    principalError(statement, kind) ??
    conditionError(statement["Condition"]) ??
    actionsError(statement, kind) ??
    resourcesError(statement, kind)
  );
}

function effectError({ Effect: effect }: JsonObject): string | undefined {
  if (effect === undefined) return "Missing required field Effect";
  if (effect === "Allow" || effect === "Deny") return undefined;
  return `Invalid effect: ${typeof effect === "string" ? effect : JSON.stringify(effect)}`;
}

function principalError(statement: JsonObject, kind: "resource" | "trust"): string | undefined {
  const { Effect: effect, NotPrincipal: others, Principal: principal } = statement;
  if (others !== undefined && effect === "Allow") return "Allow with NotPrincipal is not allowed.";
  if (others !== undefined && kind === "trust") return "AssumeRole policy must not contain NotPrincipal field.";
  const given = principal ?? others;
  if (given === undefined) return "Missing required field Principal";
  if (isObject(given)) return principalsError(given) ?? cognitoError(given, statement["Condition"]);
  if (given !== "*") return "Principal must be a JSON object.";
  return kind === "trust" ? 'AssumeRolepolicy contained an invalid principal: "STAR":"*".' : undefined;
}

/** Whoever has an account at Amazon Cognito could else assume the role. */
const cognitoError = (principals: JsonObject, condition: unknown): string | undefined =>
  trustsCognito(principals) && condition === undefined
    ? "A condition block must be present for the Cognito provider"
    : undefined;

function conditionError(condition: unknown): string | undefined {
  if (condition === undefined) return undefined;
  if (!isObject(condition)) return INVALID_JSON;
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isOperator(operator)) return `Invalid Condition type : ${operator}.`;
    if (!isObject(keys)) return INVALID_JSON;
  }
  return undefined;
}

function actionsError(statement: JsonObject, kind: "resource" | "trust"): string | undefined {
  const { Action: action, NotAction: others } = statement;
  if (!isTexts(action) || !isTexts(others)) return INVALID_JSON;
  const actions = [...textsOf(action), ...textsOf(others)];
  if (actions.length === 0) return "Missing required field Action";
  if (kind === "trust" && !actions.every((one) => /^sts:/i.test(one))) {
    return "AssumeRole policy may only specify STS AssumeRole actions.";
  }
  return actions.every((one) => one === "*" || /^[a-z0-9*.-]+:[^:]+$/i.test(one))
    ? undefined
    : "Policy has invalid action";
}

function resourcesError(statement: JsonObject, kind: "resource" | "trust"): string | undefined {
  const { NotResource: others, Resource: resource } = statement;
  if (kind === "trust") return others === undefined ? undefined : "AssumeRole policy must not contain resources.";
  if (!isTexts(resource) || !isTexts(others)) return INVALID_JSON;
  const resources = [...textsOf(resource), ...textsOf(others)];
  if (resources.length === 0) return "Missing required field Resource";
  return resources.every((one) => resourceError(one) === undefined) ? undefined : "Policy has invalid resource";
}
